using CsCheck;
using Interop.Gateway.Fhir.Export;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Tests.Fhir.Export;

/// <summary>Whoever takes every export since the one before knows, after each, what whoever takes all of it knows.</summary>
public sealed class ToldLinesTests : IDisposable
{
    private const string Type = "Coverage";
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Types = [Type];

    private readonly TempFolder folder = new();
    private readonly Pseudonymiser digests;
    private int files;

    public ToldLinesTests() => digests = HubKeys.Open(folder["hub.key"]).PseudonymsFor("told");

    [Fact]
    public void Since_AnyHistory_LeavesWhoeverFollowsItWithWhatThereIs() =>
        // What each of five people has in each export: a line with one of three contents, none, or nobody can say. Now and then one comes to no end.
        Gen.Select(Gen.Int[0, 4].Array[5], Gen.Bool).Array[1, 12].Sample(history =>
        {
            using var told = Open();
            var (copy, truth) = (new Dictionary<string, string>(), new Dictionary<string, string>());
            DateTimeOffset? last = null;
            foreach (var (people, whole) in history)
            {
                var (moment, changes, gone) = Run(told, people, whole, last);
                if (!whole)
                    continue;
                // Of whoever nobody can say, the first export says nothing; after it, what was said to its end stands.
                Apply(truth, last is null ? [.. people.Select(p => p == 4 ? 3 : p)] : people);
                foreach (var (id, line) in changes)
                    copy[id] = line;
                foreach (var id in gone)
                    copy.Remove(id);
                last = moment;
                copy.OrderBy(c => c.Key).ShouldBe(truth.OrderBy(c => c.Key));
            }
        }, iter: 100);

    [Fact]
    public void Begin_WithAClockThatWentBack_IsStillLater()
    {
        using var told = Open();
        var first = told.Begin(Start);
        told.Begin(Start - TimeSpan.FromDays(1)).ShouldBeGreaterThan(first);
    }

    [Fact]
    public void Since_IsKnownFromTheFirstWholeExportOn_AndForNinetyDays()
    {
        using var told = Open();
        told.Since.ShouldBeNull();
        told.Begin(Start);
        told.Since.ShouldBeNull("it is not whole");
        told.End(Types, _ => false);
        told.Since.ShouldBe(Start);
        told.Begin(Start.AddDays(100));
        told.End(Types, _ => false);
        told.Since.ShouldBe(Start.AddDays(10));
    }

    [Fact]
    public void End_OfOtherTypesOrOfWhatStands_TakesNothingAway()
    {
        using var told = Open();
        told.Begin(Start);
        told.Together(() => told.Tell(Type, Person(1), Person(1), "line"));
        told.End(Types, _ => false);
        var second = told.Begin(Start.AddDays(1));
        told.End(["Patient"], _ => false);
        told.End(Types, _ => true);
        told.Gone(Types, Start).ShouldBeEmpty();
        told.Begin(Start.AddDays(2));
        told.End(Types, _ => false);
        told.Gone(Types, second).ShouldBe([(Type, Person(1))]);
        told.Gone(["Patient"], second).ShouldBeEmpty();
    }

    [Fact]
    public void Keep_OfAMemberOfWhomSomethingIsTold_LeavesThatUnchanged()
    {
        using var told = Open();
        var first = told.Begin(Start);
        told.Together(() => told.Tell(Type, Person(1), Person(2), "line"));
        told.End(Types, _ => false);
        told.Begin(Start.AddDays(1));
        told.Together(() =>
        {
            told.Tell(Type, Person(1), Person(2), "line").ShouldBe(first);
            told.Keep(Type, Person(1));
        });
        told.Begin(Start.AddDays(2));
        told.Together(() => told.Tell(Type, Person(1), Person(2), "line").ShouldBe(first));
    }

    [Fact]
    public void File_HoldsNoContent()
    {
        using (var told = Open())
        {
            told.Begin(Start);
            told.Together(() => told.Tell(Type, Person(1), Person(1), "a line that says much"));
            told.End(Types, _ => false);
        }
        File.ReadAllText(folder[$"{files}.told"]).ShouldNotContain("says much");
    }

    public void Dispose() => folder.Dispose();

    private ToldLines Open() => new(folder[$"{++files}.told"], digests);

    private static (DateTimeOffset Moment, List<(string Id, string Line)> Changes, List<string> Gone) Run(ToldLines told, int[] people, bool whole, DateTimeOffset? since)
    {
        var moment = told.Begin(Start);
        var changes = new List<(string, string)>();
        told.Together(() =>
        {
            for (var person = 0; person < people.Length; person++)
                if (people[person] == 4)
                    told.Keep(Type, Person(person));
                else if (people[person] < 3 && told.Tell(Type, Person(person), Person(person + 100), $"line {people[person]}") > (since ?? DateTimeOffset.MinValue))
                    changes.Add((Person(person + 100), $"line {people[person]}"));
        });
        if (whole)
            told.End(Types, _ => false);
        return (moment, changes, since is { } from ? [.. told.Gone(Types, from).Select(g => g.Id)] : []);
    }

    private static void Apply(Dictionary<string, string> truth, int[] people)
    {
        for (var person = 0; person < people.Length; person++)
            if (people[person] == 3)
                truth.Remove(Person(person + 100));
            else if (people[person] < 3)
                truth[Person(person + 100)] = $"line {people[person]}";
    }

    private static string Person(int number) => $"{number:x64}";
}
