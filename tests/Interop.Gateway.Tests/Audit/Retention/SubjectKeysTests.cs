using System.Security.Cryptography;
using Dapper;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Audit.Retention;

public sealed class SubjectKeysTests : IDisposable
{
    private static readonly Resolution Person = new(ResolutionOutcome.Found, [new("nssf", "N-1")], [new("civil-registry", "citizen", null, null, "C-1")]);

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    private HubStore Store() => new(folder["hub.db"], [SubjectKeys.Schema, AuditOutbox.Schema], time);

    private SubjectKeys Keys() => new(Store(), HubKeys.Open(folder["master.key"]), 3650, time);

    [Fact]
    public void Of_SameMonthAndRetention_IsOnePseudonymForAllGatewaysOfAStore()
    {
        var one = Keys().Of("national-id", "012345678", time.GetUtcNow(), 30);
        var other = Keys().Of("national-id", "012345678", time.GetUtcNow().AddDays(5), 30);

        (one.Key, other.Key).ShouldBe(("2026-11.30", "2026-11.30"));
        one.Value.ToArray().ShouldBe(other.Value.ToArray());
        one.Value.Length.ShouldBe(AuditLeaf.PseudonymLength);
    }

    [Theory]
    [InlineData("2026-11-30T23:59:59.999Z", 30, "2026-11.30")]
    [InlineData("2026-12-01T00:00:00Z", 30, "2026-12.30")]
    [InlineData("2026-12-01T06:59:59+07:00", null, "2026-11.3650")]
    [InlineData("2026-01-01T00:00:00Z", 0, "2026-01.1")]
    public void Of_MonthOrRetention_ChoosesTheKey(string at, int? days, string key)
    {
        var keys = Keys();
        var pseudonym = keys.Of("national-id", "012345678", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), days);

        pseudonym.Key.ShouldBe(key);
        pseudonym.Value.ToArray().ShouldNotBe(keys.Of("national-id", "012345678", time.GetUtcNow(), 7).Value.ToArray());
    }

    [Fact]
    public void AllOf_PersonUnderTwoKeys_HasWhateverAnEntryMayNameThemBy()
    {
        var keys = Keys();
        SubjectPseudonym[] written =
        [
            keys.Of("equity-card", "E-1", time.GetUtcNow(), 30),
            keys.Of("nssf", "N-1", time.GetUtcNow(), null),
            keys.Of(Person, "equity-card", "E-1", time.GetUtcNow().AddMonths(1), 30),
            new(AuditLeaf.FirstSubjectKey, HubKeys.Open(folder["master.key"]).PseudonymsFor("audit").Of("person:civil-registry", "C-1", 32)),
        ];

        var all = Keys().AllOf(Person, "equity-card", "E-1");

        foreach (var one in written)
            all.Any(a => a.Key == one.Key && a.Value.Span.SequenceEqual(one.Value.Span)).ShouldBeTrue(one.Key);
        // Three things are known of the person, under three keys and the first.
        all.Count.ShouldBe(3 * 4);
        all[0].Key.ShouldBe("2026-12.30");
        all[0].Value.ToArray().ShouldBe(written[2].Value.ToArray());
    }

    [Fact]
    public void DestroyDue_MonthAndRetentionOver_DestroysThatKeyAlone()
    {
        var (keys, ledger) = (Keys(), new SubjectKeyLedger(Store(), time));
        keys.Of("nssf", "N-1", time.GetUtcNow(), 30);
        keys.Of("nssf", "N-1", time.GetUtcNow(), 31);

        time.SetUtcNow(new(2026, 12, 30, 23, 59, 59, TimeSpan.Zero));
        ledger.DestroyDue(null).ShouldBeEmpty();
        ledger.WholeFrom().ShouldBeNull();
        time.SetUtcNow(new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero));
        ledger.DestroyDue(null).ShouldBe(["2026-11.30"]);

        ledger.DestroyDue(null).ShouldBeEmpty();
        keys.AllOf(Resolution.NotFound, "nssf", "N-1").Select(p => p.Key).ShouldBe(["2026-11.31", AuditLeaf.FirstSubjectKey]);
        ledger.All().Select(k => (k.Name, k.Destroyed is not null)).ShouldBe([("2026-11.30", true), ("2026-11.31", false)]);
        ledger.WholeFrom().ShouldBe(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), "November lacks what was kept for 30 days");
    }

    [Fact]
    public void DestroyDue_KeyDestroyed_IsNowhereInTheFilesOfTheStore()
    {
        Keys().Of("nssf", "N-1", time.GetUtcNow(), 30);
        using var open = Store().Open();
        var box = open.ExecuteScalar<string>("select sealed from audit_subject_key")!;
        Files().ShouldContain(f => f.Contains(box, StringComparison.Ordinal));

        time.Advance(TimeSpan.FromDays(60));
        new SubjectKeyLedger(Store(), time).DestroyDue(null).Count.ShouldBe(1);

        Files().ShouldAllBe(f => !f.Contains(box, StringComparison.Ordinal));

        IEnumerable<string> Files() => Directory.EnumerateFiles(Path.GetDirectoryName(folder["hub.db"])!, "hub.db*").Select(ReadShared);
    }

    [Fact]
    public void Hold_KeysOfAMonth_AreKeptUntilThatDayAndThenDestroyed()
    {
        var (keys, ledger) = (Keys(), new SubjectKeyLedger(Store(), time));
        keys.Of("nssf", "N-1", time.GetUtcNow(), 1);
        keys.Of("nssf", "N-1", time.GetUtcNow().AddMonths(1), 1);

        ledger.Hold("2026-11", new DateOnly(2027, 6, 1), "officer", "case 7").ShouldBe(["2026-11.1"]);

        time.SetUtcNow(new(2027, 5, 31, 0, 0, 0, TimeSpan.Zero));
        ledger.DestroyDue(null).ShouldBe(["2026-12.1"]);
        time.SetUtcNow(new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero));
        ledger.DestroyDue(null).ShouldBe(["2026-11.1"]);
    }

    [Fact]
    public void Hold_WithoutAnEnd_LastsUntilItIsReleased()
    {
        var (keys, ledger) = (Keys(), new SubjectKeyLedger(Store(), time));
        keys.Of("nssf", "N-1", time.GetUtcNow(), 1);
        keys.Of("nssf", "N-1", time.GetUtcNow(), 10);
        ledger.Release("2026-11", "officer", null).ShouldBeEmpty("nothing is held");
        ledger.Hold("2026-11.1", null, "officer", "case 7").ShouldBe(["2026-11.1"], "and not 2026-11.10");
        ledger.Hold("2026-1", null, "officer", "case 7").ShouldBeEmpty("no such month");

        time.SetUtcNow(new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        ledger.DestroyDue(null).ShouldBe(["2026-11.10"]);
        ledger.All().Single(k => k.Name == "2026-11.1").ShouldSatisfyAllConditions(k => k.IsHeld(time.GetUtcNow()).ShouldBeTrue(), k => k.HeldBecause.ShouldBe("case 7"));
        ledger.Release("2026-11", "officer", "case 7 is closed").ShouldBe(["2026-11.1"]);
        ledger.DestroyDue(null).ShouldBe(["2026-11.1"]);
        ledger.Hold("2026-11", null, "officer", "too late").ShouldBeEmpty();
    }

    [Fact]
    public void Open_KeySealedByAnotherHub_IsNoKey()
    {
        Keys().Of("nssf", "N-1", time.GetUtcNow(), 30);
        File.WriteAllBytes(folder["master.key"], RandomNumberGenerator.GetBytes(32));

        Should.Throw<CryptographicException>(() => Keys().Of("nssf", "N-1", time.GetUtcNow(), 30));
    }

    private static string ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
