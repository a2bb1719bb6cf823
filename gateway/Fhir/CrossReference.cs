using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Fhir;

/// <summary>
/// Under which other numbers a person is known: <c>Patient/$ihe-pix</c> (IHE PIXm 3.0, ITI-83). A number in a system that was named is there even where it
/// may not be told, masked, or where nobody can say now, unknown; one that the registry does not hold is not there.
/// </summary>
internal static class CrossReference
{
    private const string Source = "sourceIdentifier", Target = "targetSystem", Format = "_format";

    /// <summary>Reads the Parameters (2:3.83.4.1.2). The profile has an Identifier as the source, the operation a token; both are taken.</summary>
    public static Problem? Read(FhirRequest asked, out FhirQuestion? question)
    {
        question = null;
        if (asked.BodyFormat.Read(asked.Body, out var resource) is { } unreadable)
            return unreadable;
        if (resource is not Parameters parameters || parameters.Parameter.Any(p => p.Name is not (Source or Target or Format)) || SourceOf(Values(parameters, Source)) is not { } source)
            return FhirQuestion.Invalid("", "parameters", "Parameters with sourceIdentifier once, an Identifier or system|value, targetSystem as often as needed, a uri, and _format.");
        if (FhirQuestion.ReadSubject(source.System, source.Value, $"Parameters.parameter.where(name='{Source}').value", out var subject) is { } problem)
            return problem;
        var targets = Values(parameters, Target).Select(Text).Distinct().ToArray();
        if (targets.Any(t => t is null || !LiveResolution.Identifying.Any(n => Means(t, n.Type))))
            return ProblemKinds.FhirTargetSystemUnknown;
        var formats = Values(parameters, Format).Select(Text).ToArray();
        var format = FhirFormats.Asked(formats, default);
        if (format is null)
            return ProblemKinds.FhirFormat;
        question = new(subject!, asked.Today, null) { Targets = targets!, Format = formats.Length > 0 ? format : null };
        return null;
    }

    /// <summary>What is asked of the registries: the numbers in the systems named, or all but the one that is known.</summary>
    public static IReadOnlyList<CatalogueAttribute> Attributes(FhirQuestion question) =>
    [
        .. LiveResolution.Identifying.Where(n => question.Targets.Count == 0 ? n.Type != question.Subject.Type : question.Targets.Any(t => Means(t, n.Type)))
            .Select(n => AttributeCatalogue.Current.Find(n.Attribute)!),
    ];

    /// <param name="person">The id of whoever was asked about.</param>
    public static Parameters Of(Exchange exchange, FhirQuestion question, string person)
    {
        var answer = new Parameters();
        foreach (var (name, type) in LiveResolution.Identifying)
            foreach (var number in exchange.Lookup.Where(d => d.Attribute.Name == name))
                if (Number(number, type, exchange, question.Targets) is { } identifier)
                    answer.Add("targetIdentifier", identifier);
        answer.Add("targetId", new ResourceReference($"Patient/{person}") { Type = "Patient" });
        return answer;
    }

    private static Identifier? Number(DisclosedAttribute number, string type, Exchange exchange, IReadOnlyList<string> targets)
    {
        // In systems that nobody named, what the scope never tells this institution is not spoken of.
        if (targets.Count == 0 && number.Status == DisclosureStatus.Withheld && !exchange.Scope!.Grants(number.Attribute))
            return null;
        var identifier = PatientAnswer.Number(number, type, null);
        return identifier is null || targets.Count == 0 || targets.Contains(identifier.System)
            ? identifier
            : new() { System = targets.First(t => Means(t, type)), ValueElement = new() { Extension = [FhirSystems.Absent(number.Status == DisclosureStatus.Unknown ? "unknown" : "masked")] } };
    }

    private static bool Means(string system, string type) => system == FhirSystems.IdentifierPrefix + type || system == FhirSystems.PseudonymPrefix + type;

    private static DataType?[] Values(Parameters parameters, string name) => [.. parameters.Parameter.Where(p => p.Name == name).Select(p => p.Value)];

    private static (string? System, string? Value)? SourceOf(DataType?[] given) => given switch
    {
        [Identifier identifier] => (identifier.System, identifier.Value),
        [FhirString { Value: { } token }] when token.Split('|') is [var system, var value] => (system, value),
        _ => null,
    };

    private static string? Text(DataType? value) => value switch
    {
        FhirUri uri => uri.Value,
        FhirString text => text.Value,
        Code code => code.Value,
        _ => null,
    };
}
