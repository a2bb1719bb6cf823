using CsCheck;
using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Audit;
using Interop.Gateway.Tests.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Foresight;

/// <summary>Scopes of the institution 'alpha' and exchanges as the log keeps them, drawn at random from few names so that they meet.</summary>
internal static class RecordedTraffic
{
    public static readonly string[] Names = ["vital.birthDate", "vital.sex", "idpoor.level", "name.family.khmer", "idpoor.validTo", "hef.status"];
    public static readonly string[] Purposes = ["TREAT", "COVERAGE", "ELIGDTRM"], Programmes = ["hef", "cbhi", "cash-transfer"];

    /// <summary>The day of all exchanges, within the scopes' year.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Refusals = ["scope-missing", "purpose-outside-scope", "operation-outside-scope", "programme-outside-scope", "rate-limited", "case-missing"];
    private static readonly string[] Ends = ["answered", "answered", "answered", "answered", "subject-not-found", "identity-conflict"];

    public static Gen<ScopeConfig> Scope(string name, int version) => Gen.Select(
        Some(Purposes), Some(Enum.GetValues<Operation>()), Some(Programmes), Some(Names), Gen.Int[0, 2].Array[Names.Length],
        (purposes, operations, programmes, attributes, reductions) => ScopeFile.Scope() with
        {
            Scope = name, Version = version, Purposes = purposes, Operations = operations, Programmes = programmes,
            Attributes = [.. attributes.Select((a, i) => new GrantConfig(a, (Reduction)reductions[i]))],
        });

    /// <summary>Exchanges, each with one entry or two; the newest last.</summary>
    public static Gen<AuditEntry[]> Entries { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 8], Gen.Int[0, 5]), Gen.Int[0, 3], Some(Names), Some(Names), Some(Programmes), Gen.Bool,
        (choice, scope, asked, disclosed, programmes, named) => Exchange(choice, scope, asked, disclosed, programmes, named)).Array[0, 40]
        .Select(all => all.SelectMany((make, i) => make(i)).ToArray());

    public static Gen<T[]> Some<T>(T[] of) => Gen.Bool.Array[of.Length].Select(ticks => of.Where((_, i) => ticks[i]).ToArray());

    private static Func<int, AuditEntry[]> Exchange((int Who, int Purpose, int Operation, int How, int End) choice, int scope, string[] asked, string[] disclosed, string[] programmes, bool named) => i =>
    {
        var check = choice.Operation == 1;
        var entry = AuditFolder.Entry(Purposes[choice.Purpose]) with
        {
            Exchange = new Guid(i, 0, 0, new byte[8]), At = Noon.AddSeconds(i), Institution = choice.Who == 0 ? "beta" : "alpha",
            Operation = choice.Operation switch { 0 => "lookup", 1 => "entitlement-check", _ => "beta/people/read" },
            Scope = scope == 0 ? "other" : "treatment", ScopeVersion = scope == 3 ? 9 : 1,
            Asked = choice.Operation == 0 && named ? asked : null, Case = i % 2 == 0 ? "case-1" : null,
        };
        if (choice.How < 3)
            return [entry with { Phase = AuditPhase.Refused, Outcome = Refusals[choice.End], Scope = choice.End == 3 ? entry.Scope : null, Programmes = check && named ? programmes : [] }];
        var ended = entry with { Phase = AuditPhase.Completed, Outcome = Ends[choice.End] };
        if (ended.Outcome == "answered")
            ended = ended with { Disclosed = entry.Asked is null ? disclosed : [.. disclosed.Intersect(asked)], Programmes = check ? programmes : [] };
        else if (check && named)
            ended = ended with { Programmes = programmes };
        return [entry with { Programmes = check && named ? programmes : [] }, ended];
    };
}
