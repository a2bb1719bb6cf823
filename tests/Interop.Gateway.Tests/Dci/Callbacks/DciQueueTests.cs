using System.Text;
using System.Text.Json;
using Dapper;
using Interop.Gateway.Dci;
using Interop.Gateway.Dci.Callbacks;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Tests.Dci.Callbacks;

public sealed class DciQueueTests : IDisposable
{
    private const string Person = "010203040506", A = "ministry-a", B = "ministry-b";

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Take_WhatWasTaken_IsNotTakenAgainUntilItsLeaseIsOver()
    {
        var queue = Open();
        Accept(queue, "1", A).ShouldBeNull();
        var waiting = queue.Take(A, Now, Now.AddMinutes(5)).ShouldNotBeNull();
        queue.Open(waiting).ShouldContain(Person);
        (waiting.Id, waiting.Tries, waiting.ReceivedAt).ShouldBe(("1", 1L, Now));
        queue.Due(Now.AddMinutes(4)).ShouldBeEmpty();
        queue.Take(A, Now.AddMinutes(4), Now.AddMinutes(9)).ShouldBeNull();
        // A gateway that fell has told nobody; another goes on.
        Open().Take(A, Now.AddMinutes(5), Now.AddMinutes(10)).ShouldNotBeNull().Tries.ShouldBe(2);
    }

    [Fact]
    public void Return_OfWhatWasTaken_IsAsIfItHadNotBeen()
    {
        var queue = Open();
        Accept(queue, "1", A);
        queue.Take(A, Now, Now.AddMinutes(5));
        queue.Return("1", Now);
        queue.Take(A, Now, Now.AddMinutes(5)).ShouldNotBeNull().Tries.ShouldBe(1);
    }

    [Fact]
    public void End_Message_IsForgottenAndItsProgressKept()
    {
        var queue = Open();
        Accept(queue, "1", A);
        queue.End("1", DciMessageState.Answered, [new("r1", "succ", null)], Now);
        queue.Due(Now.AddDays(1)).ShouldBeEmpty();
        queue.Find(A, "transaction-1", null).Searches.ShouldBe([new("r1", "succ", null)]);
        queue.Find(A, null, "1").Id.ShouldBe("1");
        // Nobody learns of another's.
        queue.Find(B, "transaction-1", "1").Id.ShouldBeNull();
        Column("sealed").ShouldBe([null]);
    }

    [Fact]
    public void Accept_WhatIsKept_ShowsNeitherPersonNorNames()
    {
        Accept(Open(), "1", A);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(folder["hub.db"])!))
        {
            var text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            foreach (var secret in (string[])[Person, "transaction-1", "message-1", "reference-1"])
                text.ShouldNotContain(secret);
        }
    }

    [Fact]
    public void Accept_SameMessageOrTooMany_IsRefusedForThatInstitutionAlone()
    {
        var queue = Open(most: 2);
        Accept(queue, "1", A).ShouldBeNull();
        Accept(queue, "2", A, message: "message-1").ShouldBe("rjct.message_id.duplicate");
        Accept(queue, "3", A).ShouldBeNull();
        (queue.IsFull(A), queue.IsFull(B)).ShouldBe((true, false));
        Accept(queue, "4", A).ShouldBe("err.request.too_many_requests");
        Accept(queue, "5", B, message: "message-1").ShouldBeNull();
        queue.End("1", DciMessageState.Answered, null, Now);
        // What was answered is known for a week, and makes room at once.
        Accept(queue, "6", A, message: "message-1").ShouldBe("rjct.message_id.duplicate");
        Accept(queue, "7", A).ShouldBeNull();
        queue.End("3", DciMessageState.Answered, null, Now);
        Accept(queue, "8", A, message: "message-1", now: Now.AddDays(8)).ShouldBeNull();
    }

    [Fact]
    public void PostponeAll_OfAnInstitution_LeavesOthersAndGivesUpWhatIsOld()
    {
        var queue = Open();
        Accept(queue, "1", A, now: Now.AddDays(-2));
        Accept(queue, "2", A);
        Accept(queue, "3", B);
        queue.PostponeAll(A, Now.AddSeconds(30), Now.AddDays(-1), Now).ShouldBe(1);
        queue.Due(Now).ShouldBe([B]);
        queue.Find(A, null, "1").Searches.ShouldHaveSingleItem().Status.ShouldBe("rjct");
        queue.Take(A, Now.AddSeconds(30), Now.AddMinutes(5)).ShouldNotBeNull().Id.ShouldBe("2");
        Column("sealed").Count(s => s is null).ShouldBe(1);
    }

    [Fact]
    public void Pause_OfAllTries_GrowsToTwoHoursAndEndsAfterAboutADay()
    {
        var pauses = Enumerable.Range(1, DciCallbacks.MostTries - 1).Select(t => DciCallbacks.Pause(t)).ToArray();
        pauses[0].ShouldBe(TimeSpan.FromSeconds(30));
        pauses.ShouldBeInOrder();
        pauses[^1].ShouldBe(TimeSpan.FromHours(2));
        DciCallbacks.Pause(long.MaxValue).ShouldBe(TimeSpan.FromHours(2));
        pauses.Aggregate((a, b) => a + b).ShouldBeInRange(TimeSpan.FromHours(20), TimeSpan.FromHours(26));
    }

    private DciQueue Open(int most = 10) =>
        new(new(folder["hub.db"], [DciQueue.Schema], TimeProvider.System), HubKeys.Open(folder["hub.key"]), Options.Create(new DciOptions { MostWaiting = most }));

    private static string? Accept(DciQueue queue, string id, string institution, string? message = null, DateTimeOffset? now = null)
    {
        var document = JsonDocument.Parse($$$"""
            {"signature":"s","header":{"message_id":"{{{message ?? $"message-{id}"}}}","sender_id":"{{{institution}}}"},
             "message":{"transaction_id":"transaction-{{{id}}}","search_request":[{"reference_id":"reference-{{{id}}}","value":"{{{Person}}}"}]}}
            """);
        var sender = new Institution(institution, InstitutionKind.Ministry, new("A", "ក"), "");
        using var entry = new DciEntry(document, DciEnvelope.Read(document.RootElement)!, sender, "key", now ?? Now, null);
        return queue.Accept(id, entry, DciRegistry.Social, [new($"reference-{id}", "pdng", null)], now ?? Now);
    }

    private string?[] Column(string name)
    {
        using var connection = new HubStore(folder["hub.db"], [DciQueue.Schema], TimeProvider.System).Open();
        return [.. connection.Query<string?>($"select {name} from dci_message")];
    }
}
