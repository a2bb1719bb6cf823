namespace Interop.Adapters.Tests.Compliance;

/// <summary>What every adapter kind does besides whose source lets in only who shows a credential; who may read a file is the file system's matter.</summary>
public abstract class CredentialCompliance<TFarSide>(TFarSide far) : RegistryAdapterCompliance<TFarSide>(far) where TFarSide : FarSide
{
    [Fact]
    public Task Fetch_CredentialRefused_IsAnOutcome() => FetchFailsAsync(Fault.Refuse);

    [Fact]
    public Task Enumerate_CredentialRefused_ThrowsWithTheOutcome() => EnumerationFailsAsync(Fault.Refuse);

    [Fact]
    public Task Health_CredentialRefused_SaysWhy() => HealthFailsAsync(Fault.Refuse);
}
