using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Institutions;
using Interop.Gateway.Wire;
using Interop.Schemas;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What an institution would like to be allowed. It becomes a draft scope, which lets nobody do anything until officers have made it active.</summary>
/// <param name="Scope">Name of the scope; a scope of that name that is there already gets a further version.</param>
/// <param name="Attributes"><c>name</c>, or <c>name:reduction</c> to get less than the whole value.</param>
internal sealed record AccessRequest(
    string Scope, string Institution, string[] Purposes, Operation[] Operations, string[] Attributes, string[] Programmes,
    DateOnly From, DateOnly To, string LegalBasis, int RetentionDays)
{
    private static readonly JsonSerializerOptions Written = new(EmbeddedJson.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The draft this request makes beside the scopes of a file, or everything that is wrong with it.</summary>
    public ScopeConfig? Draft(ScopesConfig file, AttributeCatalogue catalogue, InstitutionRegister institutions, ProgrammeRules rules, out IReadOnlyList<string> faults)
    {
        var wrong = new List<string>();
        var grants = Attributes.Select(a => Grant(a, wrong)).ToArray();
        var draft = new ScopeConfig(
            Scope, file.Scopes.Where(s => s.Scope == Scope).Select(s => s.Version).DefaultIfEmpty().Max() + 1, Institution, Purposes, Operations,
            [.. Registries(grants, catalogue, rules)], Programmes, grants, "any", From, To, LegalBasis, RetentionDays, ScopeStatus.Draft, null, null);
        if (file.Scopes.FirstOrDefault(s => s.Scope == Scope && s.Consumer != Institution) is { } other)
            wrong.Add($"scope '{Scope}' belongs to '{other.Consumer}'; choose another name");
        if (grants.Length == 0 && Programmes.Length == 0)
            wrong.Add("neither an attribute nor a programme is named, so there is nothing to allow");
        wrong.AddRange(ScopeFaults.Of(new([draft]), catalogue, institutions, rules.All.Select(r => r.Code).ToHashSet()));
        if (wrong.Count == 0)
            wrong.AddRange(JsonSchemas.Validate("privacy-scope", JsonSerializer.Serialize(new ScopesConfig([draft]), Written)).Select(f => f.ToString()));
        faults = wrong;
        return wrong.Count == 0 ? draft : null;
    }

    /// <summary>Adds a draft to the file, which is replaced whole, so that a crash leaves the old one or the new one.</summary>
    public static void Append(string path, ScopeConfig draft)
    {
        var file = JsonNode.Parse(File.ReadAllText(path))!;
        file["scopes"]!.AsArray().Add(JsonSerializer.SerializeToNode(draft, Written));
        var fresh = path + ".new";
        File.WriteAllText(fresh, file.ToJsonString(Written) + "\n");
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>As it will stand in the file.</summary>
    public static string Text(ScopeConfig draft) => JsonSerializer.Serialize(draft, Written);

    private static GrantConfig Grant(string text, List<string> wrong)
    {
        var (name, reduction) = text.IndexOf(':') is > 0 and var colon ? (text[..colon], text[(colon + 1)..]) : (text, "whole");
        foreach (var known in Enum.GetValues<Reduction>())
            if (WireName.Of(known) == reduction)
                return new(name, known);
        wrong.Add($"attribute '{name}': no reduction '{reduction}'; there are {string.Join(", ", Enum.GetValues<Reduction>().Select(WireName.Of))}");
        return new(name);
    }

    /// <summary>The owners of what is granted and of what the rules of the programmes read.</summary>
    private IEnumerable<string> Registries(GrantConfig[] grants, AttributeCatalogue catalogue, ProgrammeRules rules) =>
        grants.Select(g => catalogue.Find(g.Name)).OfType<CatalogueAttribute>()
            .Concat(Programmes.Select(rules.Find).OfType<Programme>().SelectMany(p => p.Versions).SelectMany(v => v.Attributes))
            .Select(a => a.Owner).Distinct().Order(StringComparer.Ordinal);
}
