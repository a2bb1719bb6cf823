using Interop.Gateway.Misuse;

namespace Interop.Gateway.Tests.Misuse;

public sealed class DetectorTests
{
    private static readonly MisuseOptions Options = new();
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10), Day = TimeSpan.FromDays(1);

    [Fact]
    public void Enumeration_NumbersTriedByOneKey_NamesTheKeyAndItsEntries()
    {
        var traffic = new Traffic().Spread(40, Traffic.Morning, TenMinutes, (t, i, at) => t.Add(at, i, key: "guesser", found: i % 2 == 0));

        var finding = traffic.Seen(EnumerationDetector.Quick(Options)).ShouldHaveSingleItem();

        (finding.Kind, finding.Institution, finding.User, finding.Count, finding.Usual).ShouldBe((SignalKind.Enumeration, "hospital-a", null, 20, 15));
        finding.Keys.ShouldBe(["guesser"]);
        finding.Entries.ShouldBe(Enumerable.Range(0, 40).Select(i => (long)i));
        (finding.To - finding.From).ShouldBe(TenMinutes);
    }

    [Fact]
    public void Enumeration_SameVolumeWithAFewMistypedNumbers_IsOrdinary() =>
        new Traffic().Spread(400, Traffic.Morning, TenMinutes, (t, i, at) => t.Add(at, i, found: i % 20 != 0)).Seen(EnumerationDetector.Quick(Options)).ShouldBeEmpty();

    [Fact]
    public void Enumeration_OneNumberTriedAgainAndAgain_IsOrdinary() =>
        new Traffic().Spread(400, Traffic.Morning, TenMinutes, (t, _, at) => t.Add(at, 1, found: false)).Seen(EnumerationDetector.Quick(Options)).ShouldBeEmpty();

    [Fact]
    public void Enumeration_SlowGuesser_IsFoundByTheDay()
    {
        var traffic = new Traffic().Spread(100, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, i, found: false));

        traffic.Seen(EnumerationDetector.Quick(Options)).ShouldBeEmpty();
        traffic.Seen(EnumerationDetector.OfDay(Options)).ShouldHaveSingleItem().Count.ShouldBe(100);
    }

    [Fact]
    public void Enumeration_UserFasterThanAnybodyServes_IsNamed()
    {
        var traffic = new Traffic().Spread(70, Traffic.Morning, TenMinutes, (t, i, at) => t.Add(at, i, user: "nurse-1"));

        traffic.Seen(EnumerationDetector.Quick(Options)).ShouldHaveSingleItem().User.ShouldBe("nurse-1");
    }

    [Fact]
    public void Enumeration_SamePaceByManyUsers_IsOrdinary() =>
        new Traffic().Spread(70, Traffic.Morning, TenMinutes, (t, i, at) => t.Add(at, i, user: $"nurse-{i % 10}")).Seen(EnumerationDetector.Quick(Options)).ShouldBeEmpty();

    [Fact]
    public void Enumeration_MadeUpUserNames_DoNotFillTheMemory()
    {
        var options = new MisuseOptions { MostUsers = 10 };
        var detector = EnumerationDetector.Quick(options);
        var traffic = new Traffic().Spread(5_000, Traffic.Morning, TenMinutes, (t, i, at) => t.Add(at, i, user: $"made-up-{i}", found: false));
        foreach (var (index, entry) in traffic.Entries)
            detector.Observe(index, entry);

        detector.Save().Length.ShouldBeLessThan(250_000); // ten users, and one key with its 5,000 people twice
        detector.Close(Traffic.Morning + Day).ShouldHaveSingleItem().Keys.ShouldBe(["key-1"]);
    }

    [Fact]
    public void ManyPeople_OneUserFarAboveItsColleagues_IsNamedWithTheirMedian()
    {
        var traffic = new Traffic().Spread(200, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, i, user: i < 120 ? "busy" : $"nurse-{i % 8}"));

        var finding = traffic.Seen(new ManyPeopleDetector(Options)).ShouldHaveSingleItem();

        (finding.User, finding.Count, finding.Usual).ShouldBe(("busy", 120, 10));
    }

    [Fact]
    public void ManyPeople_SameVolumeEvenlySpread_IsOrdinary() =>
        new Traffic().Spread(1_000, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, i, user: $"nurse-{i % 8}")).Seen(new ManyPeopleDetector(Options)).ShouldBeEmpty();

    [Fact]
    public void ManyPeople_NobodyToCompareWith_SaysNothing() =>
        new Traffic().Spread(500, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, i, user: "alone")).Seen(new ManyPeopleDetector(Options)).ShouldBeEmpty();

    [Fact]
    public void NightBurst_MuchAtNightWhereNightsAreQuiet_IsFound()
    {
        var finding = new Traffic().Spread(60, Traffic.Night, TimeSpan.FromHours(1), (t, i, at) => t.Add(at, i, user: "nurse-1")).Seen(new NightBurstDetector(Options)).ShouldHaveSingleItem();

        (finding.User, finding.Count, finding.Usual).ShouldBe(("nurse-1", 60, 0));
        finding.From.ShouldBe(new(2026, 11, 23, 22, 0, 0, TimeSpan.FromHours(7)));
        finding.To.ShouldBe(new(2026, 11, 24, 5, 0, 0, TimeSpan.FromHours(7)));
    }

    [Fact]
    public void NightBurst_SameVolumeByDay_IsOrdinary() =>
        new Traffic().Spread(600, Traffic.Morning, TimeSpan.FromHours(12), (t, i, at) => t.Add(at, i, user: "nurse-1")).Seen(new NightBurstDetector(Options)).ShouldBeEmpty();

    [Fact]
    public void NightBurst_HospitalThatAlwaysWorksAtNight_StopsBeingNews()
    {
        var traffic = new Traffic();
        for (var night = 0; night < 10; night++)
            traffic.Spread(60, Traffic.Night.AddDays(night), TimeSpan.FromHours(5), (t, i, at) => t.Add(at, i, user: "night-desk"));

        traffic.Seen(new NightBurstDetector(Options)).Select(f => f.From.UtcDateTime.Day).ShouldBe([23, 24]); // until the average has learnt it
    }

    [Fact]
    public void ManyInstitutions_OnePersonInADay_IsFoundAtOnceAndGrows()
    {
        var detector = new ManyInstitutionsDetector(Options);
        var traffic = new Traffic().Spread(7, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, 1, institution: $"institution-{i}"));

        foreach (var (index, entry) in traffic.Entries.Take(5))
            detector.Observe(index, entry);
        var first = detector.Close(Traffic.Morning).ShouldHaveSingleItem();
        foreach (var (index, entry) in traffic.Entries.Skip(5))
            detector.Observe(index, entry);
        var later = detector.Close(Traffic.Morning).ShouldHaveSingleItem();

        (first.Count, later.Count).ShouldBe((5, 7));
        first.Matter.ShouldBe(later.Matter);
        later.Entries.ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        Convert.ToHexStringLower(Traffic.Pseudonym(1)).ShouldNotContain(first.Matter);
    }

    [Fact]
    public void ManyInstitutions_SameVolumeAboutDifferentPeople_IsOrdinary() =>
        new Traffic().Spread(700, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, i / 4, institution: $"institution-{i % 7}")).Seen(new ManyInstitutionsDetector(Options)).ShouldBeEmpty();

    [Fact]
    public void ManyInstitutions_MorePeopleThanMemory_WatchesAShareOfThem()
    {
        var detector = new ManyInstitutionsDetector(new() { ManyInstitutions = new() { MostPeople = 1_000 } });
        foreach (var (index, entry) in new Traffic().Spread(20_000, Traffic.Morning, Day / 2, (t, i, at) => t.Add(at, i)).Entries)
            detector.Observe(index, entry);

        detector.Save().Length.ShouldBeLessThan(1_000 * 60);
    }

    [Fact]
    public void NoLaterClaim_InstitutionWithoutPayments_StandsOutAmongItsPeers()
    {
        var traffic = Cared(out var order);

        var finding = traffic.Seen(new NoLaterClaimDetector(Options), order).ShouldHaveSingleItem();

        (finding.Institution, finding.Count, finding.Usual).ShouldBe(("hospital-x", 95, 40));
        finding.Entries.Count.ShouldBe(Tally.MostEntries);
    }

    [Fact]
    public void NoLaterClaim_PayersThatDoNotAskThroughTheHub_SayNothingAboutAnybody() =>
        new Traffic().Spread(800, Traffic.Morning, Day, (t, i, at) => t.Add(at, i, institution: $"hospital-{i % 4}")).Seen(new NoLaterClaimDetector(Options)).ShouldBeEmpty();

    /// <summary>Whoever looks by a name sees people who are not the patient: nobody pays for those.</summary>
    [Fact]
    public void NoLaterClaim_PeopleLookedForByName_AreNotFollowed()
    {
        var traffic = Cared(out _);
        foreach (var hospital in (string[])["hospital-a", "hospital-b"])
            traffic.Spread(300, Traffic.Morning, Day, (t, i, at) => t.Add(at, 900_000 + i, hospital, operation: "match"));

        var finding = traffic.Seen(new NoLaterClaimDetector(Options), traffic.Entries.OrderBy(e => e.Entry.At)).ShouldHaveSingleItem();

        (finding.Institution, finding.Count, finding.Usual).ShouldBe(("hospital-x", 95, 40));
    }

    [Fact]
    public void NoLaterClaim_PaymentBeforeTheLookUp_IsNoFollowing()
    {
        var traffic = Cared(out var order, paidFirst: true);

        traffic.Seen(new NoLaterClaimDetector(Options), order).ShouldBeEmpty(); // now nobody is followed by a payment
    }

    [Fact]
    public void NoLaterClaim_ManyPeople_KeepsASample()
    {
        var detector = new NoLaterClaimDetector(new() { NoLaterClaim = new() { Sample = 100 } });
        foreach (var (index, entry) in new Traffic().Spread(20_000, Traffic.Morning, Day, (t, i, at) => t.Add(at, i)).Entries)
            detector.Observe(index, entry);

        detector.Save().Length.ShouldBeLessThan(100 * 100);
    }

    /// <summary>Four hospitals with a hundred patients each: payment follows for 60 in a hundred at three, for 5 at the fourth.</summary>
    private static Traffic Cared(out (long, Interop.Gateway.Audit.AuditEntry)[] order, bool paidFirst = false)
    {
        var traffic = new Traffic();
        string[] hospitals = ["hospital-a", "hospital-b", "hospital-c", "hospital-x"];
        for (var h = 0; h < hospitals.Length; h++)
            for (var i = 0; i < 100; i++)
            {
                traffic.Add(Traffic.Morning.AddMinutes(i), (1_000 * h) + i, hospitals[h]);
                if (i < (h == 3 ? 5 : 60))
                    traffic.Add(Traffic.Morning.AddMinutes(i).AddDays(paidFirst ? -0.01 : 3), (1_000 * h) + i, "nssf", purpose: "HPAYMT");
            }
        order = [.. traffic.Entries.OrderBy(e => e.Entry.At)];
        return traffic;
    }
}
