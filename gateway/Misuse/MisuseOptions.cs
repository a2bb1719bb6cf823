namespace Interop.Gateway.Misuse;

/// <summary>
/// From when on a pattern is worth an officer's look (settings <c>Misuse:...</c>). The defaults are for a country's offices and hospitals: an
/// ordinary day stays well below, and whoever stays below gains little.
/// </summary>
internal sealed class MisuseOptions
{
    /// <summary>How often the log is looked at for new entries.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a period stays open past its end for entries still on their way to the disk.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Two findings of one matter with less than this between them are one signal.</summary>
    public TimeSpan SameMatter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Users of one institution told apart in one period; further ones count for their key alone.</summary>
    public int MostUsers { get; set; } = 2_000;

    public EnumerationOptions Enumeration { get; set; } = new();
    public NoLaterClaimOptions NoLaterClaim { get; set; } = new();
    public ManyPeopleOptions ManyPeople { get; set; } = new();
    public NightBurstOptions NightBurst { get; set; } = new();
    public ManyInstitutionsOptions ManyInstitutions { get; set; } = new();

    /// <summary>Every fault at once, with the value; empty when the options will do.</summary>
    public IEnumerable<string> Faults()
    {
        List<string> faults = [];
        Within(nameof(Every), Every, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Within(nameof(Grace), Grace, TimeSpan.Zero, TimeSpan.FromHours(1));
        Within(nameof(SameMatter), SameMatter, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        Within(nameof(MostUsers), MostUsers, 1, 1_000_000);
        Within("Enumeration:Quick", Enumeration.Quick, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within("Enumeration:QuickNotFound", Enumeration.QuickNotFound, 2, Tally.MostPeople);
        Within("Enumeration:DayNotFound", Enumeration.DayNotFound, 2, Tally.MostPeople);
        Within("Enumeration:NotFoundShare", Enumeration.NotFoundShare, 0, 1);
        Within("Enumeration:Pace", Enumeration.Pace, 2, Tally.MostPeople);
        Within("NoLaterClaim:Cohort", NoLaterClaim.Cohort, TimeSpan.FromDays(1), TimeSpan.FromDays(92));
        Within("NoLaterClaim:Follow", NoLaterClaim.Follow, TimeSpan.FromDays(1), TimeSpan.FromDays(92));
        Within("NoLaterClaim:Sample", NoLaterClaim.Sample, 50, 100_000);
        Within("NoLaterClaim:LeastPeople", NoLaterClaim.LeastPeople, 1, NoLaterClaim.Sample);
        Within("NoLaterClaim:LeastPeers", NoLaterClaim.LeastPeers, 1, 1_000);
        Within("NoLaterClaim:Margin", NoLaterClaim.Margin, 0.01, 1);
        Within("ManyPeople:LeastPeople", ManyPeople.LeastPeople, 2, Tally.MostPeople);
        Within("ManyPeople:Factor", ManyPeople.Factor, 1, 1_000);
        Within("ManyPeople:LeastPeers", ManyPeople.LeastPeers, 1, 1_000);
        Within("NightBurst:Least", NightBurst.Least, 2, 1_000_000);
        Within("NightBurst:Factor", NightBurst.Factor, 1, 1_000);
        Within("ManyInstitutions:Least", ManyInstitutions.Least, 2, Tally.MostEntries);
        Within("ManyInstitutions:MostPeople", ManyInstitutions.MostPeople, 1_000, 10_000_000);
        if (NightBurst.From == NightBurst.To)
            faults.Add($"Misuse:NightBurst:From and To are both {NightBurst.From}: a night has a length.");
        if (NoLaterClaim.Asked.Intersect(NoLaterClaim.Paid).Any())
            faults.Add($"Misuse:NoLaterClaim:Asked and Paid share '{NoLaterClaim.Asked.Intersect(NoLaterClaim.Paid).First()}': a look-up would follow itself.");
        return faults;

        void Within<T>(string name, T value, T least, T most) where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                faults.Add($"Misuse:{name} is {value}; it must lie between {least} and {most}.");
        }
    }
}

/// <summary>Numbers tried.</summary>
internal sealed class EnumerationOptions
{
    /// <summary>The short period; the long one is a day.</summary>
    public TimeSpan Quick { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Different people not found by one key in the short period, and in a day.</summary>
    public int QuickNotFound { get; set; } = 15;
    public int DayNotFound { get; set; } = 60;

    /// <summary>Their share of all people that key asked about: mistyped numbers are a few in a hundred.</summary>
    public double NotFoundShare { get; set; } = 0.25;

    /// <summary>Different people one user asks about in the short period: more than anybody serves.</summary>
    public int Pace { get; set; } = 60;
}

/// <summary>Look-ups for care that no payment follows.</summary>
internal sealed class NoLaterClaimOptions
{
    /// <summary>Purposes that speak of care to come, and those that speak of its payment.</summary>
    public string[] Asked { get; set; } = ["TREAT", "ETREAT", "COVERAGE"];
    public string[] Paid { get; set; } = ["HPAYMT"];

    /// <summary>People first asked about in this time are judged together, when the further time has passed.</summary>
    public TimeSpan Cohort { get; set; } = TimeSpan.FromDays(14);
    public TimeSpan Follow { get; set; } = TimeSpan.FromDays(14);

    /// <summary>People of one institution that are followed: a sample drawn by their pseudonyms.</summary>
    public int Sample { get; set; } = 1_000;

    /// <summary>Fewer people say nothing, and so do fewer peers.</summary>
    public int LeastPeople { get; set; } = 50;
    public int LeastPeers { get; set; } = 3;

    /// <summary>How far above the median of its peers the share without payment must lie, of 1.</summary>
    public double Margin { get; set; } = 0.3;
}

/// <summary>One user and many people.</summary>
internal sealed class ManyPeopleOptions
{
    public int LeastPeople { get; set; } = 80;

    /// <summary>Times the median of the other users of the institution that day, or of all where it has too few.</summary>
    public double Factor { get; set; } = 5;
    public int LeastPeers { get; set; } = 3;
}

/// <summary>Much at night.</summary>
internal sealed class NightBurstOptions
{
    /// <summary>Begin and end of the night, Cambodian time.</summary>
    public TimeOnly From { get; set; } = new(22, 0);
    public TimeOnly To { get; set; } = new(5, 0);

    /// <summary>Exchanges of one user, or of a key that names none.</summary>
    public int Least { get; set; } = 40;

    /// <summary>Times the busiest of the institution's nights before, averaged.</summary>
    public double Factor { get; set; } = 4;
}

/// <summary>One person and many institutions.</summary>
internal sealed class ManyInstitutionsOptions
{
    public int Least { get; set; } = 5;

    /// <summary>People of one day held in memory; above it, a share of them drawn by their pseudonyms.</summary>
    public int MostPeople { get; set; } = 200_000;
}
