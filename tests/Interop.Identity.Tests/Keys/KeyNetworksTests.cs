using Interop.Identity.Credentials;
using Interop.Identity.Keys;

namespace Interop.Identity.Tests.Keys;

public sealed class KeyNetworksTests : IDisposable
{
    private readonly KeyFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("10.2.0.0/16", "10.2.255.255", CredentialOutcome.Valid)]
    [InlineData("10.2.0.0/16", "10.3.0.0", CredentialOutcome.NetworkNotAllowed)]
    [InlineData("10.2.0.0/16", "::ffff:10.2.0.1", CredentialOutcome.Valid)]
    [InlineData("10.2.0.0/16", "::ffff:10.3.0.1", CredentialOutcome.NetworkNotAllowed)]
    [InlineData("::ffff:10.2.0.0/112", "10.2.0.1", CredentialOutcome.Valid)]
    [InlineData("::ffff:10.2.0.0/112", "10.3.0.1", CredentialOutcome.NetworkNotAllowed)]
    [InlineData("192.0.2.7", "192.0.2.7", CredentialOutcome.Valid)]
    [InlineData("192.0.2.7", "192.0.2.8", CredentialOutcome.NetworkNotAllowed)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", CredentialOutcome.Valid)]
    [InlineData("2001:db8::/32", "2001:db9::1", CredentialOutcome.NetworkNotAllowed)]
    [InlineData("2001:db8::/32", "10.2.0.1", CredentialOutcome.NetworkNotAllowed)]
    [InlineData("0.0.0.0/0", "2001:db8::1", CredentialOutcome.NetworkNotAllowed)]
    public void Verify_FromAddress_HeedsTheNetwork(string network, string from, CredentialOutcome expected) =>
        folder.Verify(folder.Issue(network).Text, from).ShouldBe(expected);

    [Fact]
    public void Verify_SeveralNetworks_AnyOfThemServes()
    {
        var key = folder.Issue("10.0.0.0/8", "2001:db8::/32");

        folder.Verify(key.Text, "10.9.9.9").ShouldBe(CredentialOutcome.Valid);
        folder.Verify(key.Text, "2001:db8::9").ShouldBe(CredentialOutcome.Valid);
        folder.Verify(key.Text, "192.0.2.1").ShouldBe(CredentialOutcome.NetworkNotAllowed);
        folder.Verifier.Verify(key.Text, from: null).Outcome.ShouldBe(CredentialOutcome.NetworkNotAllowed);
    }

    [Theory]
    [InlineData("10.2.3.4/16")]
    [InlineData("10.2.0.0/33")]
    [InlineData("10.2.0.0/-1")]
    [InlineData("10.2.0.0/")]
    [InlineData("2001:db8::1/32")]
    [InlineData("everywhere")]
    [InlineData("")]
    public void Issue_MalformedNetwork_IsRefusedByName(string network)
    {
        var change = folder.Keys.Issue("nssf", networks: ["10.0.0.0/8", network, "also wrong"]);

        change.Outcome.ShouldBe(KeyChangeOutcome.NetworkMalformed);
        change.Detail.ShouldContain($"Not a network: {network}, also wrong.");
    }
}
