namespace Interop.Country;

/// <summary>What the hub must answer for one programme. Written by a second, plain implementation of the rules.</summary>
/// <param name="Entitled"><c>entitled</c>, <c>not-entitled</c> or <c>unknown</c>.</param>
/// <param name="Enrolled"><c>yes</c>, <c>no</c> or <c>unknown</c>.</param>
public sealed record ExpectedAnswer(string Entitled, string Enrolled);

/// <summary>One question about one person of the country, and its answer.</summary>
public sealed record SamplePerson
{
    /// <summary>By type, e.g. <c>national-id</c>; each of them alone leads to this person and to the same answer.</summary>
    public required IReadOnlyDictionary<string, string> Identifiers { get; init; }

    /// <summary>The day the question is asked about.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Code of the institution that asks.</summary>
    public required string Institution { get; init; }

    /// <summary>HL7 PurposeOfUse code.</summary>
    public required string Purpose { get; init; }

    /// <summary>By programme; only those the institution may ask.</summary>
    public required IReadOnlyDictionary<string, ExpectedAnswer> Expect { get; init; }

    /// <summary>The payers in force, the one who pays first first.</summary>
    public required IReadOnlyList<string> Coverage { get; init; }

    /// <summary>What makes this person worth asking about.</summary>
    public required string Why { get; init; }
}
