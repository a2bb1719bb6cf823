using System.Text.Json.Nodes;
using Dapper;
using Interop.Gateway.Dci.Signing;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Interop.Identity.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Dci.Signing;

public sealed class DciKeysTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Published_OverTwoMonths_RotatesAsOtherSigningKeysDo()
    {
        using var keys = Open();
        var first = Kids(keys);
        first.Length.ShouldBe(3);
        Uses(keys).ShouldBe(["enc", "sig", "sig"], ignoreOrder: true);
        var (signed, encrypted) = (Kid(keys), Encryption(keys));

        // The successors are there in time, and nobody signs with them yet.
        time.Advance(SigningTimes.Signs - SigningTimes.Lead + TimeSpan.FromHours(1));
        Kids(keys).Length.ShouldBe(6);
        Kid(keys).ShouldBe(signed);

        time.Advance(SigningTimes.Lead);
        Kid(keys).ShouldNotBe(signed);
        Kids(keys).ShouldContain(signed);
        // What is encrypted for the one that ended is read still; it is offered no more.
        keys.Decrypting(encrypted).ShouldNotBeNull();
        Kids(keys).ShouldNotContain(encrypted);

        time.Advance(SigningTimes.Trail + TimeSpan.FromHours(1));
        Kids(keys).Intersect(first).ShouldBeEmpty();
        keys.Decrypting(encrypted).ShouldBeNull();
    }

    [Fact]
    public void Published_OfTwoProcessesOnOneStore_IsTheSame()
    {
        using var one = Open();
        using var other = Open();
        Kids(one).ShouldBe(Kids(other));
    }

    [Fact]
    public void Published_AfterAPause_SignsAtOnceWithNewKeys()
    {
        using (var keys = Open())
            Kids(keys).Length.ShouldBe(3);
        time.Advance(TimeSpan.FromDays(400));
        using var later = Open();
        Kids(later).Length.ShouldBe(3);
        Kid(later).ShouldBeOneOf(Kids(later));
    }

    [Fact]
    public void Store_OfABeforeRotation_KeepsItsKeyForItsTime()
    {
        var before = new HubStore(folder["hub.db"], [new SchemaPart("dci-keys", DciKeys.Schema.Steps[0])], time);
        var secret = DciKey.Make(DciKeyUse.Jws);
        using var made = DciKey.Open(DciKeyUse.Jws, secret, default, default);
        var box = Convert.ToBase64String(HubKeys.Open(folder["hub.key"]).SealerFor("dci-rsa").Seal(secret));
        before.Change((connection, transaction) => connection.Execute(
            "insert into dci_key (kid, sealed, made_at) values (@Kid, @box, @now)", new { made.Kid, box, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction));
        using var keys = Open();
        Kid(keys).ShouldBe(made.Kid);
    }

    private DciKeys Open() => new(new(folder["hub.db"], [DciKeys.Schema], time), HubKeys.Open(folder["hub.key"]), time);

    private static string[] Kids(DciKeys keys) => [.. Published(keys).Select(k => (string)k!["kid"]!)];

    private static string[] Uses(DciKeys keys) => [.. Published(keys).Select(k => (string)k!["use"]!)];

    private static string Encryption(DciKeys keys) => (string)Published(keys).Single(k => (string?)k!["use"] == "enc")!["kid"]!;

    /// <summary>The key that signs JWSs now.</summary>
    private static string Kid(DciKeys keys) => EmbeddedJws.Read(keys.Sign("""{"header":{},"message":{}}""", DciDialect.Jws, "interop")).ShouldNotBeNull().Kid;

    private static JsonArray Published(DciKeys keys) => keys.Published()["keys"]!.AsArray();
}
