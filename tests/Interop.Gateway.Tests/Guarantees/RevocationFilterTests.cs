using CsCheck;
using Interop.Gateway.Guarantees;

namespace Interop.Gateway.Tests.Guarantees;

public sealed class RevocationFilterTests
{
    [Fact]
    public void Holds_WhatWasPutInAndWritten_IsAlwaysFound() => Gen.String[0, 40].Array[0, 300].Sample(ids =>
    {
        var made = RevocationFilter.Of(ids);
        var read = RevocationFilter.Read(made.Count, made.Write());
        read.ShouldNotBeNull();
        ids.ShouldAllBe(id => made.Holds(id) && read.Holds(id));
        read.Write().ShouldBe(made.Write());
    }, iter: 200);

    [Fact]
    public void Write_SameIdsInAnotherOrderOrTwice_AreTheSameBytes()
    {
        var ids = Ids(500);
        RevocationFilter.Of([.. ids.Reverse(), .. ids]).Write().ShouldBe(RevocationFilter.Of(ids).Write());
    }

    /// <summary>The two figures that the contract states: 15.6 bits an id, and one false alarm in 16,384 on average.</summary>
    [Fact]
    public void Write_AHundredThousandIds_MeasuresWhatIsStated()
    {
        var filter = RevocationFilter.Of(Ids(100_000));
        filter.Write().Length.ShouldBeInRange(194_000, 196_000);

        var mistaken = Enumerable.Range(0, 1_000_000).Count(i => filter.Holds($"another-{i}"));
        // 61 are expected; seven standard deviations to either side.
        mistaken.ShouldBeInRange(10, 115);
    }

    [Fact]
    public void Holds_OfNothing_HoldsNothing()
    {
        var empty = RevocationFilter.Read(0, RevocationFilter.Of([]).Write());
        empty!.Holds("").ShouldBeFalse();
        empty.Holds("anything").ShouldBeFalse();
    }

    [Fact]
    public void Read_AnyBytes_EndsWithASetOrNone() => Gen.Select(Gen.Int[-2, 2_000], Gen.Byte.Array[0, 400]).Sample((count, bytes) =>
    {
        var read = RevocationFilter.Read(count, bytes);
        if (read is not null)
            read.Count.ShouldBe(count);
    }, iter: 5_000);

    [Fact]
    public void Read_CutShortOrPadded_IsNone()
    {
        var bytes = RevocationFilter.Of(Ids(50)).Write();
        RevocationFilter.Read(50, bytes.AsSpan(..^1)).ShouldBeNull();
        RevocationFilter.Read(50, [.. bytes, 0]).ShouldBeNull();
        RevocationFilter.Read(RevocationFilter.Most + 1, bytes).ShouldBeNull();
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => $"guarantee-{i}.hef")];
}
