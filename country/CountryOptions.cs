namespace Interop.Country;

/// <summary>What makes one country; the same options make the same country, to the byte.</summary>
public sealed record CountryOptions
{
    /// <summary>The fewest people that leave room for every sample.</summary>
    public const int FewestPeople = 2_000;

    /// <summary>More would run out of eight-digit insurance numbers.</summary>
    public const int MostPeople = 5_500_000;

    /// <summary>Persons, the recently dead included; <see cref="FewestPeople"/> to <see cref="MostPeople"/>.</summary>
    public int People { get; init; } = 50_000;

    /// <summary>Any number; another one makes other people.</summary>
    public int Seed { get; init; } = 2026;

    /// <summary>The day the registries are written. Ages, cards and memberships stand around it.</summary>
    public required DateOnly Today { get; init; }

    internal static void Check(CountryOptions options)
    {
        if (options.People is < FewestPeople or > MostPeople)
            throw new ArgumentOutOfRangeException(nameof(options), options.People, $"A country has {FewestPeople} to {MostPeople} people.");
    }
}

/// <summary>How far the writing is.</summary>
/// <param name="Stage">What is being done, in plain words.</param>
/// <param name="Done">Of <paramref name="Total"/>, in the units of the stage.</param>
public sealed record CountryProgress(string Stage, long Done, long Total);
