using Interop.Gateway.Privacy;

namespace Interop.Gateway.Console.Foresight;

/// <summary>Where a version is tried, replayed and advised on. Addresses name scopes, never people.</summary>
internal static class ForesightLinks
{
    public static string Simulate(ScopeConfig version) => SimulatorModel.Path + Query(version);

    public static string Replay(ScopeConfig version) => ReplayModel.Path + Query(version);

    public static string Advise(ScopeConfig version) => AdviceModel.Path + QueryString.Create("scope", version.Scope);

    /// <summary>How a version is named in a form.</summary>
    public static string Name(ScopeConfig version) => FormattableString.Invariant($"{version.Scope}/{version.Version}");

    private static QueryString Query(ScopeConfig version) => QueryString.Create("version", Name(version));
}
