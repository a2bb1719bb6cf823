using System.Collections.Frozen;
using System.Text.Json;
using Interop.Gateway.Registries;
using Interop.Schemas;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>A rule document and the name by which errors call it.</summary>
internal sealed record RuleFile(string Name, string Json);

/// <summary>All programmes, compiled once at start from <c>schemas/Programmes/*.json</c> and <c>schemas/Rules/conditions.json</c>.</summary>
internal sealed class ProgrammeRules
{
    private readonly Programme[] all;
    private readonly FrozenDictionary<string, Programme> byCode;

    private ProgrammeRules(IEnumerable<Programme> programmes)
    {
        all = [.. programmes.OrderBy(p => p.Code, StringComparer.Ordinal)];
        byCode = all.ToFrozenDictionary(p => p.Code);
    }

    /// <summary>In ordinal order of their codes.</summary>
    public IReadOnlyList<Programme> All => all;

    /// <summary>The programme of that code, or null.</summary>
    public Programme? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The verdicts of all programmes, in the order of <see cref="All"/>. Allocates nothing.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="date">The date of the check.</param>
    /// <param name="into">At least as long as <see cref="All"/>.</param>
    public void Evaluate(Facts facts, DateOnly date, Span<Verdict> into)
    {
        for (var i = 0; i < all.Length; i++)
            into[i] = all[i].Evaluate(facts, date);
    }

    /// <summary>The rules that ship with this version.</summary>
    /// <exception cref="InvalidDataException">Some rule is faulty; the message lists every fault.</exception>
    public static ProgrammeRules Load(AttributeCatalogue catalogue)
    {
        var rules = Read(catalogue, new("Rules/conditions.json", EmbeddedJson.Text("Rules/conditions.json")),
            [.. EmbeddedJson.Names("Programmes/").Select(n => new RuleFile(n, EmbeddedJson.Text(n)))], out var errors);
        return rules ?? throw new InvalidDataException($"The programme rules have {errors.Count} faults:\n{string.Join('\n', errors)}");
    }

    /// <summary>The compiled rules, or null and every fault of every file.</summary>
    public static ProgrammeRules? Read(AttributeCatalogue catalogue, RuleFile conditions, IReadOnlyList<RuleFile> programmes, out List<string> errors)
    {
        errors = [];
        var compiler = new ConditionCompiler(catalogue, errors);
        var named = Parse<ConditionsConfig>("conditions", conditions, errors);
        if (named is not null)
            compiler.AddNamed(conditions.Name, named);
        var versions = new List<Loaded>();
        foreach (var file in programmes)
            if (Parse<ProgrammeConfig>("programme", file, errors) is { } config && named is not null) // without names every use would be a fault of its own
                versions.Add(new(file.Name, config.Programme, config.Version, config.Effective, config.Coverage, Compile(compiler, catalogue, file.Name, config, errors)));
        CheckTogether(versions, errors);
        return errors.Count > 0
            ? null
            : new(versions.GroupBy(v => v.Programme).Select(g => new Programme(g.Key, [.. g.Select(v => v.Rule!)])));
    }

    private static T? Parse<T>(string schema, RuleFile file, List<string> errors) where T : class
    {
        var faults = JsonSchemas.Validate(schema, file.Json);
        errors.AddRange(faults.Select(f => $"{file.Name}: {f}"));
        return faults.Count > 0 ? null : JsonSerializer.Deserialize<T>(file.Json, EmbeddedJson.Options);
    }

    private static RuleVersion? Compile(ConditionCompiler compiler, AttributeCatalogue catalogue, string file, ProgrammeConfig config, List<string> errors)
    {
        if (config.Effective.To < config.Effective.From)
            errors.Add($"{file}: effective: ends on {config.Effective.To:yyyy-MM-dd}, before it begins");
        var own = new Dictionary<string, Condition?>();
        var entitled = compiler.Compile(file, config.Programme, "entitled", config.Entitled, own);
        var enrolled = compiler.Compile(file, config.Programme, "enrolled", config.Enrolled, own);
        (own["entitled"], own["enrolled"]) = (entitled, enrolled);
        var receiving = config.Receiving is { } received ? compiler.Compile(file, config.Programme, "receiving", received, own) : null;
        CoverageTerms? terms = null;
        if (config.Coverage is { } coverage)
        {
            var inForce = compiler.Compile(file, config.Programme, "coverage.inForce", coverage.InForce, own);
            var from = DateAttribute("coverage.from", coverage.From);
            var to = DateAttribute("coverage.to", coverage.To);
            if (inForce is null)
                return null;
            terms = new(coverage.Payer, coverage.Order, coverage.Package, coverage.Copayment, inForce, from, to, coverage.Because);
        }

        return entitled is null || enrolled is null
            ? null
            : new(config.Version, config.Effective, config.Title, config.Kind, config.LegalBasis, entitled, enrolled, terms) { Receiving = receiving };

        CatalogueAttribute? DateAttribute(string path, string? name)
        {
            var attribute = name is null ? null : catalogue.Find(name);
            if (name is not null && attribute is not { Type: AttributeType.Date })
                errors.Add($"{file}: {path}: the catalogue has no date '{name}'");
            return attribute;
        }
    }

    /// <summary>What no file shows alone: versions that overlap or repeat a number, payers that share a name or a place in the order.</summary>
    private static void CheckTogether(List<Loaded> versions, List<string> errors)
    {
        for (var i = 0; i < versions.Count; i++)
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (versions[i], versions[j]);
                var overlap = a.Effective.Overlaps(b.Effective);
                if (a.Programme == b.Programme)
                {
                    if (overlap)
                        errors.Add($"{a.File}: effective: overlaps {b.File}, another version of '{a.Programme}'");
                    if (a.Version == b.Version)
                        errors.Add($"{a.File}: version: {a.Version} of '{a.Programme}' is also in {b.File}");
                }
                else if (overlap && a.Coverage is { } mine && b.Coverage is { } other)
                {
                    if (mine.Payer == other.Payer)
                        errors.Add($"{a.File}: coverage.payer: '{mine.Payer}' is also in {b.File}");
                    if (mine.Order == other.Order)
                        errors.Add($"{a.File}: coverage.order: {mine.Order} is also in {b.File}");
                }
            }
    }

    private sealed record Loaded(string File, string Programme, int Version, Period Effective, CoverageConfig? Coverage, RuleVersion? Rule);
}
