using System.Globalization;
using System.Text;
using Hl7.Fhir.Model;
using Interop.Gateway.Matching;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace Interop.Gateway.Fhir;

/// <summary>
/// Reads whom a Patient, or the parameters of a search, describe. What is not compared counts neither for nor against anybody, but for a number of the
/// registries' own: whoever has one asks by it, and nobody is found against it.
/// </summary>
internal static class PatientDescription
{
    private const string Cards = FhirSystems.IdentifierPrefix + "equity-card";

    /// <summary>Parameters of a search that describe somebody (IHE PDQm ITI-78).</summary>
    private static readonly string[] Described = ["family", "given", "birthdate", "gender"];

    /// <summary>Reads the body of <c>$match</c> (IHE PDQm ITI-119): a Patient, or Parameters that hold one.</summary>
    public static Problem? Read(FhirRequest asked, out MatchAsked? match)
    {
        match = null;
        if (asked.BodyFormat.Read(asked.Body, out var resource) is { } unreadable)
            return unreadable;
        var (count, onlyCertain) = (MatchBody.UsualResults, false);
        if (resource is Parameters parameters && Unfold(parameters, out resource, ref count, ref onlyCertain) is { } wrong)
            return wrong;
        if (resource is not Patient patient)
            return Invalid("", "resource-type", "A Patient, or Parameters whose resource is one.");
        var faults = new List<ProblemFault>();
        var said = PersonOf(patient, faults);
        if (faults.Count == 0 && !MatchBody.IsEnough(said))
            faults.Add(new("Patient", "too-little", "Family and given name with birthDate or a village, or one of the names with an equity card."));
        if (faults.Count > 0)
            return new(ProblemKinds.FhirResourceInvalid, faults);
        match = new(said, count, onlyCertain);
        return null;
    }

    /// <summary>Whether a form describes somebody and names no number.</summary>
    public static bool IsIn(byte[] form) => System.Text.Unicode.Utf8.IsValid(form) && QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form)).Keys.ToArray() is var names
        && names.Any(Described.Contains) && !names.Contains("identifier") && !names.Contains("_id");

    /// <summary>Reads the parameters of a search.</summary>
    public static Problem? ReadSearch(FhirRequest asked, int? count, out MatchAsked? match)
    {
        match = null;
        var given = asked.Parameters.Where(p => !FhirWish.Has(p.Key)).ToArray();
        if (count == 0 || given.Any(p => !Described.Contains(p.Key) || (p.Value.Count > 1 && p.Key != "given")))
            return ProblemKinds.FhirSearchInvalid;
        var faults = new List<ProblemFault>();
        var said = new MatchQuestion();
        Put(ref said, asked.Parameters.GetValueOrDefault("family").ToString(), isFamily: true, "family", faults);
        Put(ref said, string.Join(' ', asked.Parameters.GetValueOrDefault("given").ToArray()), isFamily: false, "given", faults);
        if (asked.Parameters.GetValueOrDefault("birthdate") is [{ } birth])
            said = said with { Birth = BirthOf(birth.StartsWith("eq", StringComparison.Ordinal) ? birth[2..] : birth, "birthdate", faults) };
        if (asked.Parameters.GetValueOrDefault("gender") is [{ } gender])
            said = said with { Female = gender switch { "female" => true, "male" => false, "other" or "unknown" => null, _ => Fault<bool>("gender", "female, male, other or unknown.", faults) } };
        if (faults.Count == 0 && !MatchBody.IsEnough(said))
            faults.Add(new("", "too-little", "family, given and birthdate, all three."));
        if (faults.Count > 0)
            return new(ProblemKinds.FhirSearchInvalid, faults);
        match = new(said, Math.Min(count ?? MatchBody.UsualResults, MatchBody.MostResults), false);
        return null;
    }

    private static Problem? Unfold(Parameters parameters, out Resource? resource, ref int count, ref bool onlyCertain)
    {
        resource = null;
        if (parameters.Parameter.DistinctBy(p => p.Name).Count() != parameters.Parameter.Count)
            return Invalid("Parameters.parameter", "parameter", "Each once.");
        foreach (var parameter in parameters.Parameter)
            switch (parameter)
            {
                case { Name: "resource", Resource: { } held }:
                    resource = held;
                    break;
                case { Name: "onlyCertainMatches", Value: FhirBoolean { Value: { } only } }:
                    onlyCertain = only;
                    break;
                case { Name: "count", Value: Integer { Value: { } most and > 0 } }:
                    // The most that the caller takes; the hub gives fewer if it likes.
                    count = Math.Min(most, MatchBody.MostResults);
                    break;
                default:
                    return Invalid("Parameters.parameter", "parameter", "resource, onlyCertainMatches (a boolean) and count (1 or more).");
            }
        return null;
    }

    private static MatchQuestion PersonOf(Patient patient, List<ProblemFault> faults)
    {
        var said = new MatchQuestion { Female = patient.Gender switch { AdministrativeGender.Female => true, AdministrativeGender.Male => false, _ => null } };
        foreach (var name in patient.Name.Where(n => n.Use is not HumanName.NameUse.Old))
        {
            Put(ref said, name.Family, isFamily: true, "Patient.name.family", faults);
            Put(ref said, string.Join(' ', name.Given), isFamily: false, "Patient.name.given", faults);
        }
        if (patient.BirthDate is { } birth)
            said = said with { Birth = BirthOf(birth, "Patient.birthDate", faults) };
        if (patient.Address.SelectMany(a => a.Extension).FirstOrDefault(e => e.Url == FhirSystems.Place)?.Value is Coding { System: FhirSystems.Gazetteer, Code: { } village })
            said = said with { Place = Place.TryRead(village, out var place) ? place : Fault<Place>("Patient.address", "A gazetteer code of 2, 4, 6 or 8 digits.", faults) };
        foreach (var identifier in patient.Identifier)
            if (identifier.System == Cards)
                said = said with { Card = EquityCard.TryRead(identifier.Value ?? "", out var card) ? card : Fault<EquityCard>("Patient.identifier", "The twelve digits of the card, with or without a dash and the member's two.", faults) };
            else if (FhirSystems.TypeOf(identifier.System) is not null)
                faults.Add(new("Patient.identifier", "identifier", "Whoever has this number asks by it: POST [base]/Patient/_search."));
        return said;
    }

    /// <summary>Puts in a part of a name by its script; the first of each script counts.</summary>
    private static void Put(ref MatchQuestion said, string? text, bool isFamily, string path, List<ProblemFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (text.Length > MatchBody.LongestName || NamePart.Of(text) is not { } part)
            faults.Add(new(path, "name", string.Create(CultureInfo.InvariantCulture, $"A name of 1 to {MatchBody.LongestName} characters.")));
        else
            said = (isFamily, part.Script) switch
            {
                (true, NameScript.Khmer) => said with { FamilyKhmer = said.FamilyKhmer ?? part },
                (true, _) => said with { FamilyLatin = said.FamilyLatin ?? part },
                (false, NameScript.Khmer) => said with { GivenKhmer = said.GivenKhmer ?? part },
                _ => said with { GivenLatin = said.GivenLatin ?? part },
            };
    }

    private static BirthDate? BirthOf(string text, string path, List<ProblemFault> faults) =>
        BirthDate.TryRead(text, false, out var birth) ? birth : Fault<BirthDate>(path, "A day, a month or a year: yyyy-MM-dd, yyyy-MM or yyyy.", faults);

    private static T? Fault<T>(string path, string detail, List<ProblemFault> faults) where T : struct
    {
        faults.Add(new(path, "format", detail));
        return null;
    }

    private static Problem Invalid(string path, string code, string detail) => new(ProblemKinds.FhirResourceInvalid, [new(path, code, detail)]);
}
