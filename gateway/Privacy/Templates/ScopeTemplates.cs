using System.Collections.Frozen;
using System.Text.Json;
using Interop.Gateway.Wire;
using Interop.Schemas;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Privacy.Templates;

/// <summary>A template as a document and the name by which errors call it.</summary>
internal sealed record TemplateFile(string Name, string Json);

/// <summary>All use cases, read once at start from <c>schemas/Templates/*.json</c>.</summary>
internal sealed class ScopeTemplates
{
    /// <summary>What pages call a scope without a use case; no template may have this code.</summary>
    public const string Exceptional = "exceptional";

    private readonly FrozenDictionary<string, ScopeTemplate> byCode;

    public ScopeTemplates(IEnumerable<ScopeTemplate> templates)
    {
        All = [.. templates.OrderBy(t => t.Code, StringComparer.Ordinal)];
        byCode = All.ToFrozenDictionary(t => t.Code);
    }

    /// <summary>In ordinal order of their codes.</summary>
    public IReadOnlyList<ScopeTemplate> All { get; }

    public ScopeTemplate? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>Everything in which a scope goes beyond its use case; nothing for an exceptional scope, which has none.</summary>
    public IEnumerable<TemplateExcess> ExcessesOf(ScopeConfig scope) =>
        scope.UseCase is not { } code ? []
        : Find(code) is { } template ? template.ExcessesOf(scope)
        : [new(BoundKind.UseCase, code, "", null, string.Join(", ", All))];

    /// <summary>The templates that ship with this version.</summary>
    /// <param name="programmes">Codes of the programmes that have a rule.</param>
    /// <exception cref="InvalidDataException">Some template is faulty; the message lists every fault.</exception>
    public static ScopeTemplates Load(AttributeCatalogue catalogue, IReadOnlySet<string> programmes) =>
        Read([.. EmbeddedJson.Names("Templates/").Select(n => new TemplateFile(n, EmbeddedJson.Text(n)))], catalogue, programmes, out var faults)
        ?? throw new InvalidDataException($"The scope templates have {faults.Count} faults:\n{string.Join('\n', faults)}");

    /// <summary>The templates, or null and every fault of every file.</summary>
    public static ScopeTemplates? Read(IReadOnlyList<TemplateFile> files, AttributeCatalogue catalogue, IReadOnlySet<string> programmes, out List<string> faults)
    {
        faults = [];
        var read = new List<(string File, TemplateConfig Config)>();
        foreach (var file in files)
        {
            var wrong = JsonSchemas.Validate("scope-template", file.Json);
            faults.AddRange(wrong.Select(f => $"{file.Name}: {f}"));
            if (wrong.Count == 0)
                read.Add((file.Name, JsonSerializer.Deserialize<TemplateConfig>(file.Json, EmbeddedJson.Options)!));
        }
        foreach (var (file, config) in read)
            faults.AddRange(FaultsOf(config, catalogue, programmes).Select(f => $"{file}: {f}"));
        foreach (var same in read.GroupBy(r => r.Config.Template).Where(g => g.Count() > 1))
            faults.Add($"template '{same.Key}' is in {string.Join(" and ", same.Select(r => r.File))}");
        return faults.Count > 0 ? null : new(read.Select(r => new ScopeTemplate(r.Config)));
    }

    private static IEnumerable<string> FaultsOf(TemplateConfig config, AttributeCatalogue catalogue, IReadOnlySet<string> programmes)
    {
        if (config.Template == Exceptional)
            yield return $"template: '{Exceptional}' is what a scope without a use case is called";
        foreach (var purpose in config.Purposes.Where(p => !CodeLists.Purposes.ContainsKey(p)))
            yield return $"purposes: no purpose '{purpose}' among HL7 PurposeOfUse codes in use";
        foreach (var bound in config.Attributes)
            if (catalogue.Find(bound.Name) is not { } attribute)
                yield return $"attributes: no attribute '{bound.Name}' in the catalogue";
            else if (bound.Most != Reduction.Whole && !attribute.Reductions.Contains(bound.Most))
                yield return $"attributes: '{bound.Name}' cannot be reduced to '{WireName.Of(bound.Most)}'";
        foreach (var twice in config.Attributes.GroupBy(a => a.Name).Where(g => g.Count() > 1))
            yield return $"attributes: '{twice.Key}' is there more than once";
        foreach (var programme in (config.ListedProgrammes ?? []).Where(p => !programmes.Contains(p)))
            yield return $"programmes: no programme '{programme}'";
    }
}
