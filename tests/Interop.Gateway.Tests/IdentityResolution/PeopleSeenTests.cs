using Interop.Gateway.IdentityResolution;

namespace Interop.Gateway.Tests.IdentityResolution;

public sealed class PeopleSeenTests
{
    private readonly PeopleSeen people = new();

    [Fact]
    public void Add_Several_EachStandsForThemselves()
    {
        int[] added = [people.Add(known: true), people.Add(known: false), people.Add(known: true)];
        added.ShouldBe([0, 1, 2]);
        added.Select(people.Of).ShouldBe(added);
        people.Count.ShouldBe(3);
        people.Merged.ShouldBeEmpty();
    }

    [Fact]
    public void Merge_AtMostOneKnown_BecomesTheKnownOneWhateverTheOrder()
    {
        var (a, known, b) = (people.Add(known: false), people.Add(known: true), people.Add(known: false));
        people.Merge([a, known]).ShouldBe([known]);
        people.Merge([known, b]).ShouldBe([known]);
        people.Count.ShouldBe(1);
        people.Merged.ShouldBe([(a, known), (b, known)]);
    }

    [Fact]
    public void Merge_ChainOfUnknown_AllEndAtOneNumber()
    {
        var all = Enumerable.Range(0, 100).Select(_ => people.Add(known: false)).ToArray();
        for (var i = all.Length - 1; i > 0; i--)
            people.Merge([people.Of(all[i - 1]), people.Of(all[i])]);
        all.Select(people.Of).Distinct().Count().ShouldBe(1);
        people.Count.ShouldBe(1);
        people.Merged.Count().ShouldBe(99);
    }

    [Fact]
    public void Merge_TwoKnown_AreReturnedAndStayTwo()
    {
        var (a, b, unknown) = (people.Add(known: true), people.Add(known: true), people.Add(known: false));
        people.Merge([a, unknown, b]).ShouldBe([a, b]);
        people.Count.ShouldBe(3);
        people.Of(unknown).ShouldBe(unknown, "whose record it is nobody can say");
    }

    [Fact]
    public void Merge_One_IsThatOne()
    {
        var one = people.Add(known: false);
        people.Merge([one]).ShouldBe([one]);
        people.Count.ShouldBe(1);
    }
}
