using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Native;

/// <summary>What a native request asks, understood and checked as far as can be without looking at anybody.</summary>
internal sealed record NativeQuestion(Subject Subject, DateOnly Date, IReadOnlyList<CatalogueAttribute>? Attributes, IReadOnlyList<string>? Programmes, bool Recheck)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Reads the question of a look-up, or of a check.</summary>
    public static Problem? Read(JsonElement body, Operation operation, DateOnly today, ProgrammeRules rules, out NativeQuestion? question)
    {
        try
        {
            return operation == Operation.Lookup ? ReadLookup(body, today, AttributeCatalogue.Current, out question) : ReadCheck(body, today, rules, out question);
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json says so, and only on reading it, of a text with an escaped half of a surrogate pair (RFC 8259 §8.2).
            return Fail(ProblemKinds.BodyNotJson, out question);
        }
    }

    /// <summary>Reads <c>{"subject":{"type","value"},"date"?,"attributes"?}</c>.</summary>
    private static Problem? ReadLookup(JsonElement body, DateOnly today, AttributeCatalogue catalogue, out NativeQuestion? question)
    {
        var faults = new List<ProblemFault>();
        Only(body, faults, "subject", "date", "attributes");
        var names = Names(body, "attributes", 100, faults);
        if (Start(body, today, faults, out var subject, out var date) is { } problem)
            return Fail(problem, out question);
        var attributes = new List<CatalogueAttribute>();
        for (var i = 0; i < names?.Length; i++)
            if (catalogue.Find(names[i]) is { } attribute)
                attributes.Add(attribute);
            else
                faults.Add(new($"/attributes/{i}", "attribute-unknown", "Not in the catalogue."));
        if (faults.Count > 0)
            return Fail(new(ProblemKinds.AttributeUnknown, faults), out question);
        question = new(subject!, date, names is null ? null : attributes, null, false);
        return null;
    }

    /// <summary>Reads <c>{"subject":{"type","value"},"date"?,"programmes"?,"recheck"?}</c>.</summary>
    private static Problem? ReadCheck(JsonElement body, DateOnly today, ProgrammeRules rules, out NativeQuestion? question)
    {
        var faults = new List<ProblemFault>();
        Only(body, faults, "subject", "date", "programmes", "recheck");
        var programmes = Names(body, "programmes", 50, faults);
        var again = body.TryGetProperty("recheck", out var recheck) && recheck.ValueKind == JsonValueKind.True;
        if (!again && recheck.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.False))
            faults.Add(new("/recheck", "type", "true or false."));
        if (Start(body, today, faults, out var subject, out var date) is { } problem)
            return Fail(problem, out question);
        for (var i = 0; i < programmes?.Length; i++)
            if (rules.Find(programmes[i]) is null)
                faults.Add(new($"/programmes/{i}", "programme-unknown", "No such programme."));
        if (faults.Count > 0)
            return Fail(new(ProblemKinds.ProgrammeUnknown, faults), out question);
        question = new(subject!, date, null, programmes, again);
        return null;
    }

    private static Problem? Start(JsonElement body, DateOnly today, List<ProblemFault> faults, out Subject? subject, out DateOnly date)
    {
        date = today;
        subject = null;
        var type = "";
        var value = "";
        if (!body.TryGetProperty("subject", out var element) || element.ValueKind != JsonValueKind.Object)
            faults.Add(new("/subject", "required", "An object with type and value."));
        else
        {
            Only(element, faults, ["type", "value"], "/subject");
            type = Text(element, "type", 64, faults, "/subject/type");
            value = Text(element, "value", 64, faults, "/subject/value");
        }
        if (body.TryGetProperty("date", out var day)
            && !(day.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)))
            faults.Add(new("/date", "format", "A date as yyyy-MM-dd."));
        if (faults.Count > 0)
            return new(ProblemKinds.BodyInvalid, faults);
        return Check(type, value, date, today, out subject);
    }

    /// <summary>Whether an identifier has the form of its type, and a date lies where questions may.</summary>
    public static Problem? Check(string type, string value, DateOnly date, DateOnly today, out Subject? subject)
    {
        subject = null;
        if (!CodeLists.IdentifierTypes.TryGetValue(type, out var identifier))
            return new(ProblemKinds.IdentifierTypeUnknown, [new("/subject/type", "identifier-type-unknown", "One of the types the catalogue lists.")]);
        if (!identifier.Accepts(value))
            return new(ProblemKinds.IdentifierMalformed, [new("/subject/value", "pattern", $"Must match {identifier.Pattern}")]);
        if (date < Earliest || date > today.AddYears(5))
            return new(ProblemKinds.DateOutOfRange, [new("/date", "range", "Between 2000-01-01 and five years from today.")]);
        subject = new(type, value);
        return null;
    }

    private static Problem Fail(Problem problem, out NativeQuestion? question)
    {
        question = null;
        return problem;
    }

    private static void Only(JsonElement element, List<ProblemFault> faults, params ReadOnlySpan<string> names) => Only(element, faults, names, "");

    private static void Only(JsonElement element, List<ProblemFault> faults, ReadOnlySpan<string> names, string at)
    {
        foreach (var member in element.EnumerateObject())
            if (!names.Contains(member.Name))
            {
                // The name is the caller's own and may hold anything, so it is not said back.
                faults.Add(new(at.Length == 0 ? "/" : at, "unknown-member", $"Only {string.Join(", ", names!)} may be given here."));
                return;
            }
    }

    private static string Text(JsonElement element, string name, int most, List<ProblemFault> faults, string path)
    {
        if (element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 } text && text.Length <= most)
            return text;
        faults.Add(new(path, "required", $"A text of 1 to {most} characters."));
        return "";
    }

    private static string[]? Names(JsonElement body, string name, int most, List<ProblemFault> faults)
    {
        if (!body.TryGetProperty(name, out var list))
            return null;
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is > 0 and var count && count <= most)
        {
            var names = new string[count];
            for (var i = 0; i < count; i++)
                names[i] = list[i].ValueKind == JsonValueKind.String ? list[i].GetString()! : "";
            if (names.Distinct().Count() == count)
                return names;
        }
        faults.Add(new("/" + name, "list", $"A list of 1 to {most} different texts."));
        return null;
    }
}
