using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Rechecks;
using Interop.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Rechecks;

public sealed class RecheckStoreTests : IDisposable
{
    private const string Person = "010203040";
    private static readonly string[] Insurer = ["health-insurance"];

    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly RecheckStore store;

    public RecheckStoreTests() => store = Store("master.key");

    [Fact]
    public void Find_NothingKept_MakesNoFile()
    {
        store.Find("0", "alpha").ShouldBeNull();
        store.Sweep();
        store.Awaited().ShouldBeEmpty();
        store.Waiting("alpha").ShouldBe(0);
        File.Exists(folder["rechecks.db"]).ShouldBeFalse();
    }

    [Fact]
    public void Keep_Question_IsDueAsItWasAskedForThoseItWaitsFor()
    {
        var id = Keep();
        store.Awaited().ShouldHaveSingleItem().ShouldBe(Insurer);
        store.Due([["id-poor"], ["health-insurance", "id-poor"]], 9).ShouldBeEmpty();
        var question = store.Due([Insurer], 9).ShouldHaveSingleItem();
        (question.Id, question.Type, question.Value, question.Case, question.Programmes!.Single()).ShouldBe((id, "national-id", Person, "case-7", "hef"));
        var again = question.ToExchange(Alpha, time.GetUtcNow());
        (again.Door, again.Caller.Purpose, again.Caller.Key, again.Date, again.Operation, again.MayBeStale).ShouldBe(("recheck", "TREAT", "ik_test", new DateOnly(2026, 11, 20), Operation.EntitlementCheck, true));
        (store.Find(id, "alpha")!.State, store.Find(id, "beta")).ShouldBe((RecheckState.Open, null));
        $"{question}".ShouldNotContain(Person);
    }

    [Fact]
    public void Done_Result_IsThereForADayAndForTenMinutesOnceFetched()
    {
        var (first, second) = (Keep(), Keep());
        store.Done(Result(first));
        store.Done(Result(second));
        store.Done(Result(first) with { Body = "another" });
        store.Due([Insurer], 9).ShouldBeEmpty();
        store.Find(first, "alpha")!.Result!.Body.ShouldBe("{}", "the first result stands");

        store.Fetched(first);
        time.Advance(TimeSpan.FromMinutes(9));
        store.Fetched(first);
        store.Find(first, "alpha")!.State.ShouldBe(RecheckState.Done);
        time.Advance(TimeSpan.FromMinutes(1));
        store.Find(first, "alpha")!.State.ShouldBe(RecheckState.Over, "fetching again makes nothing longer");
        store.Sweep();
        (store.Find(first, "alpha")!.State, store.Find(second, "alpha")!.State).ShouldBe((RecheckState.Over, RecheckState.Done));
        Rows().ShouldBe([(first, false), (second, true)], ignoreOrder: true);

        time.Advance(TimeSpan.FromDays(1));
        store.Sweep();
        store.Find(second, "alpha")!.State.ShouldBe(RecheckState.Over);
        time.Advance(TimeSpan.FromDays(8));
        store.Sweep();
        Rows().ShouldBeEmpty();
    }

    [Fact]
    public void Again_EachTime_WaitsLongerAndForWhomItIsTold()
    {
        var id = Keep();
        store.Again(id, ["civil-registry", "health-insurance"]);
        store.Awaited().ShouldBeEmpty("not at once");
        time.Advance(TimeSpan.FromSeconds(30));
        store.Awaited().ShouldHaveSingleItem().ShouldBe(["civil-registry", "health-insurance"]);
        store.Again(id, null);
        time.Advance(TimeSpan.FromSeconds(30));
        store.Awaited().ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(30));
        store.Awaited().ShouldHaveSingleItem().ShouldBe(["civil-registry", "health-insurance"], "as before");
        for (var i = 0; i < 20; i++)
            store.Again(id, null);
        time.Advance(TimeSpan.FromMinutes(30));
        store.Awaited().ShouldHaveSingleItem();
    }

    [Fact]
    public void Due_Many_TheLongestWaitingComeFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(Keep());
            time.Advance(TimeSpan.FromSeconds(1));
        }
        store.Due([Insurer], 3).Select(q => q.Id).ShouldBe(ids[..3]);
    }

    [Fact]
    public void Keep_AsManyAsAllowed_IsRefusedAndOthersHaveTheirOwn()
    {
        using var narrow = Store("master.key", new() { MostPerInstitution = 2 });
        narrow.Keep(Asked(), Insurer);
        var second = narrow.Keep(Asked(), Insurer);
        narrow.Keep(Asked(), Insurer).Refused.ShouldBe("too-many");
        narrow.Keep(Asked(new("beta", InstitutionKind.Hospital, new("B", "ខ"), "")), Insurer).Id.ShouldNotBeNull();
        narrow.Done(Result(second.Id!));
        narrow.Keep(Asked(), Insurer).Refused.ShouldBe("too-many", "results are kept, too");
        narrow.End(second.Id!);
        narrow.Keep(Asked(), Insurer).Id.ShouldNotBeNull();
    }

    [Fact]
    public void File_Kept_HoldsNeitherThePersonNorWhoAskedNorTheResult()
    {
        Keep();
        store.Done(Result(Keep()) with { Body = """{"covered":"yes"}""" });
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(folder["x"])!, "rechecks.db*"))
        {
            var bytes = File.ReadAllText(file, System.Text.Encoding.Latin1);
            foreach (var word in (string[])[Person, "alpha", "TREAT", "case-7", "covered"])
                bytes.Contains(word, StringComparison.Ordinal).ShouldBeFalse();
        }
    }

    [Fact]
    public void Box_OfAnotherRowOrAnotherHub_IsNothing()
    {
        var (first, second) = (Keep(), Keep());
        store.Done(Result(Keep()));
        Change("update recheck set sealed = (select sealed from recheck where id = $a) where id = $b", first, second);
        store.Due([Insurer], 9).Select(q => q.Id).ShouldBe([first]);
        store.Find(second, "alpha")!.State.ShouldBe(RecheckState.Over);
        Change("update recheck set state = 'done' where id = $a or id = $b", first, first);
        store.Find(first, "alpha")!.State.ShouldBe(RecheckState.Over, "a question is no result");
        using var another = Store("other.key");
        another.Find(first, "alpha").ShouldBeNull();
    }

    [Fact]
    public void Notices_OfResults_AreDueUntilToldOrFetchedAndLaterEachTimeNobodyIsThere()
    {
        var notices = new NoticeStore(FileOf("master.key"), time);
        notices.Due("alpha", 9).ShouldBeEmpty();
        string[] ids = [Keep(), Keep(), Keep(), Keep()];
        notices.Due("alpha", 9).ShouldBeEmpty("nothing is there to be fetched");
        foreach (var id in ids[..3])
            store.Done(Result(id));
        (notices.Due("alpha", 9).Count, notices.Due("alpha", 2).Count, notices.Due("beta", 9).Count).ShouldBe((3, 2, 0));
        notices.Told(ids[0]);
        store.Fetched(ids[1]);
        notices.Due("alpha", 9).ShouldBe([ids[2]]);

        foreach (var seconds in (int[])[30, 60, 120])
        {
            notices.Postpone("alpha");
            time.Advance(TimeSpan.FromSeconds(seconds - 1));
            notices.Due("alpha", 9).ShouldBeEmpty();
            time.Advance(TimeSpan.FromSeconds(1));
            notices.Due("alpha", 9).ShouldBe([ids[2]]);
        }
        time.Advance(TimeSpan.FromDays(1));
        notices.Due("alpha", 9).ShouldBeEmpty("what is gone nobody is told of");
    }

    [Fact]
    public void Keep_TypedOnAPageAgain_WaitsOnceAndStandsThereWithItsResult()
    {
        Keep();
        var typed = KeptQuestion.Of("", Asked()) with { Key = IdentityRegistration.SessionScheme };
        var id = store.Keep(typed, Insurer).Id!;
        time.Advance(TimeSpan.FromMinutes(1));
        store.Keep(typed with { At = time.GetUtcNow(), User = "nurse-2" }, []).Id.ShouldBe(id);
        store.Keep(typed with { Date = new(2026, 11, 21) }, []).Id.ShouldNotBe(id, "another day is another question");
        store.OfPages("beta").ShouldBeEmpty();
        store.OfPages("beta", id).ShouldBeEmpty();
        var (question, isDone) = store.OfPages("alpha", id).ShouldHaveSingleItem();
        (question.Value, question.User, question.At, isDone).ShouldBe((Person, "nurse-1", time.GetUtcNow().AddMinutes(-1), false));
        store.OfPages("alpha").Count.ShouldBe(2, "what a program asked is no page's");
        store.Due([[]], 9).Count.ShouldBe(1, "what waits for nobody is asked at once");

        store.Done(Result(id) with { Asked = question });
        store.OfPages("alpha", id).ShouldHaveSingleItem().IsDone.ShouldBeTrue();
        new NoticeStore(FileOf("master.key"), time).Due("alpha", 9).ShouldBeEmpty("whoever typed it looks there");
        store.Keep(typed, Insurer).Id.ShouldBe(id);
        store.OfPages("alpha", id).ShouldHaveSingleItem().IsDone.ShouldBeTrue("the result is there already");

        store.End(id);
        store.OfPages("alpha", id).ShouldBeEmpty();
        store.Keep(typed, Insurer);
        store.OfPages("alpha", id).ShouldHaveSingleItem().IsDone.ShouldBeFalse("asked again later, it waits again");
        store.Due([Insurer], 9).Count.ShouldBe(2);
    }

    [Fact]
    public void Faults_EverySettingWrong_AreAllNamed()
    {
        new RecheckOptions().Faults().ShouldBeEmpty();
        new RecheckOptions { WaitFor = default, KeepFor = default, KeepFetchedFor = default, Every = default, MostPerInstitution = -1 }.Faults().Count().ShouldBe(5);
    }

    public void Dispose()
    {
        store.Dispose();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private static Institution Alpha { get; } = new("alpha", InstitutionKind.Hospital, new("Alpha", "ក"), "");

    private string Keep() => store.Keep(Asked(), Insurer).Id!;

    private Exchange Asked(Institution? by = null) => new()
    {
        Id = Guid.Empty, At = time.GetUtcNow(), Door = "native", Caller = new(by ?? Alpha, "ik_test", "TREAT", "case-7", "nurse-1"), Operation = Operation.EntitlementCheck,
        Subject = new("national-id", Person), Date = new(2026, 11, 20), Programmes = ["hef"],
    };

    private static KeptResult Result(string id) => new(id, ExchangeOutcome.Answered, Guid.Empty, "receipt", "{}", "TREAT", false, null);

    private List<(string Id, bool HasContent)> Rows()
    {
        using var file = new SqliteConnection($"Data Source={folder["rechecks.db"]}");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "select id, length(sealed) > 0 from recheck";
        using var rows = command.ExecuteReader();
        var all = new List<(string, bool)>();
        while (rows.Read())
            all.Add((rows.GetString(0), rows.GetBoolean(1)));
        return all;
    }

    private void Change(string sql, string a, string b)
    {
        using var file = new SqliteConnection($"Data Source={folder["rechecks.db"]}");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$a", a);
        command.Parameters.AddWithValue("$b", b);
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private RecheckStore Store(string key, RecheckOptions? options = null) => new(FileOf(key), HubKeys.Open(folder[key]), options ?? new(), time);

    private RecheckFile FileOf(string key) => new(folder["rechecks.db"], HubKeys.Open(folder[key]), time);
}
