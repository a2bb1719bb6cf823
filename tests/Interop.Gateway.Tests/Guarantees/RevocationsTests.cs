using System.Text;
using Dapper;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Tests.Guarantees;

public sealed class RevocationsTests : IDisposable
{
    private readonly GuaranteeDesk desk = new();
    private readonly TempFolder folder = new();
    private readonly HubStore store;
    private readonly Revocations revocations;

    public RevocationsTests()
    {
        store = new(folder["hub.db"], [Revocations.Schema, AuditOutbox.Schema], desk.Time);
        revocations = new(store, desk.Time);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
        desk.Dispose();
    }

    [Fact]
    public void Revoke_AGuarantee_IsListedAndRecordedOnce()
    {
        var id = NewId();
        Revoke(id).ShouldBe(RevocationOutcome.Revoked);
        Revoke(id).ShouldBe(RevocationOutcome.RevokedBefore);

        revocations.Listed(GuaranteeDesk.Morning).ShouldBe([id]);
        using var connection = store.Open();
        var entry = AuditLeaf.Read(Encoding.ASCII.GetBytes(connection.Query<string>("select leaf from audit_pending").ShouldHaveSingleItem()));
        (entry.Operation, entry.User, entry.Case).ShouldBe(("guarantee-revoke", "officer-1", id[..36]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("019aa1c2-7b6e-7d3a-9c41-5f0e8a2b6c10")]
    [InlineData("019aa1c2-7b6e-7d3a-9c41-5f0e8a2b6c10.")]
    [InlineData("019aa1c2-7b6e-4d3a-9c41-5f0e8a2b6c10.hef")]
    [InlineData("019AA1C2-7B6E-7D3A-9C41-5F0E8A2B6C10.hef")]
    [InlineData("019aa1c2-7b6e-7d3a-9c41-5f0e8a2b6c10.h'f")]
    public void Revoke_WhatIsNoId_IsRefused(string id) => Revoke(id).ShouldBe(RevocationOutcome.NoGuarantee);

    [Fact]
    public void Listed_WhenNoSuchGuaranteeCanHoldAnyMore_IsGoneAndCannotBeRevoked()
    {
        var (early, late) = (NewId(), NewId());
        Revoke(early);
        desk.Time.Advance(TimeSpan.FromDays(60));
        revocations.Listed(desk.Time.GetUtcNow()).ShouldBeEmpty();
        Revoke(late).ShouldBe(RevocationOutcome.Over);
    }

    [Fact]
    public void Current_BetweenChanges_IsOneTextAndAnotherAfterARevocationOrAnHour()
    {
        var publishing = new RevocationPublishing(revocations, desk.Keys, Options.Create(new GuaranteeOptions()), desk.Time);
        var first = publishing.Current();
        desk.Time.Advance(TimeSpan.FromMinutes(59));
        publishing.Current().ShouldBeSameAs(first);

        var id = NewId();
        Revoke(id);
        var second = publishing.Current();
        second.Tag.ShouldNotBe(first.Tag);
        publishing.Current().ShouldBeSameAs(second);
        RevocationList.Read(first.Text, desk.Fetched())!.Holds(id).ShouldBeFalse();
        var list = RevocationList.Read(second.Text, desk.Fetched())!;
        list.Holds(id).ShouldBeTrue();
        list.Count.ShouldBe(1);
        list.MadeAt.ShouldBe(GuaranteeDesk.Morning);

        desk.Time.Advance(TimeSpan.FromMinutes(1));
        publishing.Current().Tag.ShouldNotBe(second.Tag);
        RevocationList.Read(publishing.Current().Text, desk.Fetched())!.MadeAt.ShouldBe(GuaranteeDesk.Morning.AddHours(1));
    }

    /// <summary>Gateways of one hub over one store: each signs by itself, and a device may go from one to another.</summary>
    [Fact]
    public void Current_AtAnotherGateway_HasTheSameTag()
    {
        Revoke(NewId());
        var options = Options.Create(new GuaranteeOptions());
        new RevocationPublishing(new(store, desk.Time), desk.Keys, options, desk.Time).Current().Tag
            .ShouldBe(new RevocationPublishing(revocations, desk.Keys, options, desk.Time).Current().Tag);
    }

    /// <summary>As a device fetches it, with the signature and twice in base64url.</summary>
    [Fact]
    public void Payload_AHundredThousandRevocations_IsSmallEnoughToCarry()
    {
        var ids = Enumerable.Range(0, 100_000).Select(_ => NewId()).ToArray();
        var text = CompactJws.Sign(desk.Keys.Current, RevocationList.Type, RevocationList.Payload("hub.example", GuaranteeDesk.Morning, ids));
        text.Length.ShouldBeInRange(340_000, 350_000);
        RevocationList.Read(text, desk.Fetched())!.Holds(ids[^1]).ShouldBeTrue();
    }

    [Fact]
    public void Read_AChangedList_IsNone()
    {
        var text = CompactJws.Sign(desk.Keys.Current, RevocationList.Type, RevocationList.Payload("hub.example", GuaranteeDesk.Morning, ["a", "b"]));
        RevocationList.Read(text, desk.Fetched()).ShouldNotBeNull();
        RevocationList.Read(text.Replace('A', 'B'), desk.Fetched()).ShouldBeNull();
        RevocationList.Read(desk.Token(), desk.Fetched()).ShouldBeNull();
    }

    private string NewId() => Guarantee.IdOf(Guid.CreateVersion7(desk.Time.GetUtcNow()), "hef");

    private RevocationOutcome Revoke(string id) => revocations.Revoke(id, ("console", "officer-1"), "Given to the wrong person");
}
