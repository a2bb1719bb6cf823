using System.Text;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;

namespace Interop.Identity.Tests.Keys;

public sealed class KeyLifeTests : IDisposable
{
    private readonly KeyFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Verify_IssuedKey_IsValidAndNamesItsInstitution()
    {
        var key = folder.Issue();

        var verdict = folder.Verifier.Verify(key.Text, null);

        verdict.Outcome.ShouldBe(CredentialOutcome.Valid);
        verdict.Key!.Principal.FindFirst("institution")!.Value.ShouldBe("nssf");
        verdict.Key.Principal.FindFirst("key")!.Value.ShouldBe(key.PublicId);
        key.Text.ShouldMatch("^ik_[a-z2-7]{12}_[A-Za-z0-9_-]{43}$");
        folder.Verifier.Verify(key.Text, null).Key!.Principal.ShouldBeSameAs(verdict.Key.Principal);
    }

    [Fact]
    public void Verify_WrongSecretOrUnknownId_IsOneOutcomeWithoutTheKey()
    {
        var key = folder.Issue();
        var other = folder.Issue();
        var wrongSecret = $"ik_{key.PublicId}_{other.Text[16..]}";
        var unknownId = $"ik_{"aaaaaaaaaaaa"}_{key.Text[16..]}";

        foreach (var text in new[] { wrongSecret, unknownId })
            folder.Verifier.Verify(text, null).ShouldBe(new KeyVerdict(CredentialOutcome.Unknown, null));
    }

    [Fact]
    public void Verify_WrongSecretOfRevokedKey_DoesNotTellThatItIsRevoked()
    {
        var key = folder.Issue();
        folder.Keys.Revoke(key.PublicId);

        folder.Verify($"{key.Text[..^1]}{(key.Text[^1] == 'A' ? 'E' : 'A')}").ShouldBe(CredentialOutcome.Unknown);
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Revoked);
    }

    [Fact]
    public void Suspend_Key_IsRefusedFromTheNextCallOnUntilItIsResumed()
    {
        var key = folder.Issue();

        folder.Elsewhere().Suspend("ik_" + key.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Done);
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Suspended);
        folder.Keys.List().Single().State.ShouldBe(KeyState.Suspended);
        folder.Keys.List().Single().Suspended.ShouldBe(folder.Time.GetUtcNow());
        folder.Time.Advance(TimeSpan.FromHours(1));
        folder.Keys.Suspend(key.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Done);
        folder.Keys.List().Single().Suspended.ShouldBe(folder.Time.GetUtcNow().AddHours(-1), "the first suspension stands");

        folder.Elsewhere().Resume(key.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Done);
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Valid);
    }

    [Fact]
    public void Rotate_SuspendedKey_IsRefused_SoThatASuccessorDoesNotUndoIt()
    {
        var key = folder.Issue();
        folder.Keys.Suspend(key.PublicId);

        folder.Keys.Rotate(key.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Suspended);

        folder.Keys.List().ShouldHaveSingleItem();
    }

    [Fact]
    public void Resume_RevokedKey_StaysRevoked()
    {
        var key = folder.Issue();
        folder.Keys.Suspend(key.PublicId);
        folder.Keys.Revoke(key.PublicId);

        folder.Keys.Resume(key.PublicId).Outcome.ShouldBe(KeyChangeOutcome.NotInForce);

        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Revoked);
        folder.Keys.Suspend("aaaaaaaaaaaa").Outcome.ShouldBe(KeyChangeOutcome.NoSuchKey);
    }

    [Fact]
    public void Verify_AtItsEnd_IsExpired()
    {
        var key = folder.Keys.Issue("nssf", days: 10).Key!;

        folder.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromMilliseconds(1));
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Valid);
        folder.Time.Advance(TimeSpan.FromMilliseconds(1));
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Expired);
    }

    [Fact]
    public void Rotate_WithOverlap_BothHoldUntilTheOverlapEnds()
    {
        var old = folder.Issue("10.0.0.0/8");

        var successor = folder.Keys.Rotate(old.PublicId).Key!;

        folder.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        folder.Verify(old.Text).ShouldBe(CredentialOutcome.Valid);
        folder.Verify(successor.Text).ShouldBe(CredentialOutcome.Valid);
        folder.Verify(successor.Text, "192.0.2.1").ShouldBe(CredentialOutcome.NetworkNotAllowed);
        folder.Time.Advance(TimeSpan.FromSeconds(1));
        folder.Verify(old.Text).ShouldBe(CredentialOutcome.Expired);
        folder.Verify(successor.Text).ShouldBe(CredentialOutcome.Valid);
        folder.Keys.List().Single(key => key.PublicId == successor.PublicId).RotatedFrom.ShouldBe(old.PublicId);
    }

    [Fact]
    public void Rotate_OverlapBeyondTheEnd_DoesNotLengthenTheOldKey()
    {
        var old = folder.Keys.Issue("nssf", days: 3).Key!;

        folder.Keys.Rotate(old.PublicId, overlapDays: 30);

        folder.Time.Advance(TimeSpan.FromDays(3));
        folder.Verify(old.Text).ShouldBe(CredentialOutcome.Expired);
    }

    [Fact]
    public void Rotate_WithoutOverlap_EndsTheOldKeyAtOnce()
    {
        var old = folder.Issue();

        folder.Keys.Rotate(old.PublicId, overlapDays: 0);

        folder.Verify(old.Text).ShouldBe(CredentialOutcome.Expired);
    }

    [Fact]
    public void Rotate_KeyThatCannotBe_SaysWhy()
    {
        var rotated = folder.Issue();
        var revoked = folder.Issue();
        folder.Keys.Rotate(rotated.PublicId);
        folder.Keys.Revoke(revoked.PublicId);

        folder.Keys.Rotate(rotated.PublicId).Outcome.ShouldBe(KeyChangeOutcome.AlreadyRotated);
        folder.Keys.Rotate(revoked.PublicId).Outcome.ShouldBe(KeyChangeOutcome.NotInForce);
        folder.Keys.Rotate("aaaaaaaaaaaa").Outcome.ShouldBe(KeyChangeOutcome.NoSuchKey);
        folder.Keys.Rotate("nonsense").Outcome.ShouldBe(KeyChangeOutcome.NoSuchKey);
        folder.Keys.Rotate(rotated.PublicId, overlapDays: 91).Outcome.ShouldBe(KeyChangeOutcome.OverlapOutOfRange);
    }

    [Fact]
    public void Revoke_ByAnotherConnection_RefusesTheNextCall()
    {
        var key = folder.Issue();
        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Valid);

        folder.Elsewhere().Revoke(key.Text).Outcome.ShouldBe(KeyChangeOutcome.Done);

        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Revoked);
    }

    [Fact]
    public void Issue_ByAnotherConnection_IsValidAtTheNextCall()
    {
        folder.Verify(folder.Issue().Text).ShouldBe(CredentialOutcome.Valid);

        folder.Verify(folder.Elsewhere().Issue("nssf").Key!.Text).ShouldBe(CredentialOutcome.Valid);
    }

    [Theory]
    [InlineData("typo", 365, "", KeyChangeOutcome.UnknownInstitution)]
    [InlineData("NSSF", 365, "", KeyChangeOutcome.UnknownInstitution)]
    [InlineData("nssf", 0, "", KeyChangeOutcome.DaysOutOfRange)]
    [InlineData("nssf", 3651, "", KeyChangeOutcome.DaysOutOfRange)]
    [InlineData("nssf", 365, "a\nb", KeyChangeOutcome.LabelMalformed)]
    public void Issue_BadArgument_IsRefused(string institution, int days, string label, KeyChangeOutcome expected)
    {
        var change = folder.Keys.Issue(institution, label, days);

        change.Outcome.ShouldBe(expected);
        change.Key.ShouldBeNull();
        folder.Keys.List().ShouldBeEmpty();
    }

    [Fact]
    public async Task Issue_FromManyThreadsAndConnections_EveryKeyIsThereOnceAndValid()
    {
        var issued = await Task.WhenAll(Enumerable.Range(0, 32).Select(number =>
            Task.Run(() => (number % 2 == 0 ? folder.Keys : folder.Elsewhere()).Issue("nssf").Key!)));

        issued.Select(key => key.PublicId).Distinct().Count().ShouldBe(32);
        folder.Keys.List().Count.ShouldBe(32);
        issued.ShouldAllBe(key => folder.Verify(key.Text, "10.1.2.3") == CredentialOutcome.Valid);
    }

    [Fact]
    public void Store_AfterUse_HoldsNoSecret()
    {
        var key = folder.Issue();
        var successor = folder.Keys.Rotate(key.PublicId).Key!;
        folder.Verify(key.Text);

        var bytes = folder.Bytes();

        bytes.ShouldContain(key.PublicId);
        foreach (var secret in new[] { key.Text[16..], successor.Text[16..] })
        {
            bytes.ShouldNotContain(secret);
            bytes.ShouldNotContain(Encoding.Latin1.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(secret)));
        }
    }

    [Fact]
    public void IssuedKey_AsText_ShowsNoSecret()
    {
        var key = folder.Issue();

        $"{key} {folder.Keys.List()[0]}".ShouldNotContain(key.Text[16..]);
    }

    [Fact]
    public void Store_Broken_IsUnavailableAndRecovers()
    {
        var key = folder.Issue();
        using (var connection = folder.Store.Open())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "alter table access_key rename to away";
            command.ExecuteNonQuery();
            folder.Verify(key.Text).ShouldBe(CredentialOutcome.Unavailable);
            command.CommandText = "alter table away rename to access_key";
            command.ExecuteNonQuery();
        }

        folder.Verify(key.Text).ShouldBe(CredentialOutcome.Valid);
    }

    [Fact]
    public void Store_MadeByNewerProgram_IsNotTouched()
    {
        using (var connection = folder.Store.Open())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "insert into schema_step values (99, 0)";
            command.ExecuteNonQuery();
        }

        Should.Throw<InvalidOperationException>(() => folder.Elsewhere()).Message.ShouldContain("99");
    }
}
