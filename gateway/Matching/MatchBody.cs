using System.Text.Json;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Matching;

/// <summary>What is asked for: somebody, at most so many results, and of which grade.</summary>
/// <param name="Person">What was said of the person.</param>
/// <param name="Count">1 to <see cref="MatchBody.MostResults"/>.</param>
internal sealed record MatchAsked(MatchQuestion Person, int Count, bool OnlyCertain)
{
    public override string ToString() => nameof(MatchAsked);
}

/// <summary>
/// Reads <c>{"person":{"familyName":{"khmer","latin"},"givenName":{...},"birthDate","birthDateApproximate","sex","village","equityCard"},"count","onlyCertain"}</c>.
/// A person needs both names, and a birth or a place beside them, or a household's card beside one: who says less does not look for somebody but for
/// whoever there is.
/// </summary>
internal static class MatchBody
{
    public const int MostResults = 10, UsualResults = 3;
    public const int LongestName = 100;

    private static readonly string[] Members = ["familyName", "givenName", "birthDate", "birthDateApproximate", "sex", "village", "equityCard"];

    public static Problem? Read(JsonElement body, out MatchAsked? asked)
    {
        asked = null;
        try
        {
            var faults = new List<ProblemFault>();
            var read = Read(body, faults);
            if (faults.Count > 0)
                return new(ProblemKinds.BodyInvalid, faults);
            asked = read;
            return null;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json says so, and only on reading it, of a text with an escaped half of a surrogate pair (RFC 8259 §8.2).
            return ProblemKinds.BodyNotJson;
        }
    }

    private static MatchAsked Read(JsonElement body, List<ProblemFault> faults)
    {
        Only(body, faults, "", ["person", "count", "onlyCertain"]);
        var (count, onlyCertain) = (UsualResults, false);
        if (body.TryGetProperty("count", out var most) && !(most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out count) && count is >= 1 and <= MostResults))
            faults.Add(new("/count", "range", $"A whole number from 1 to {MostResults}."));
        if (body.TryGetProperty("onlyCertain", out var only))
            onlyCertain = Flag(only, faults, "/onlyCertain");
        if (!body.TryGetProperty("person", out var person) || person.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("/person", "required", "An object with what is known of the person."));
            return new(new(), count, onlyCertain);
        }
        Only(person, faults, "/person", Members);
        return new(Person(person, faults), count, onlyCertain);
    }

    private static MatchQuestion Person(JsonElement person, List<ProblemFault> faults)
    {
        var approximate = person.TryGetProperty("birthDateApproximate", out var flag) && Flag(flag, faults, "/person/birthDateApproximate");
        var said = new MatchQuestion
        {
            FamilyKhmer = Name(person, "familyName", "khmer", NameScript.Khmer, faults),
            FamilyLatin = Name(person, "familyName", "latin", NameScript.Latin, faults),
            GivenKhmer = Name(person, "givenName", "khmer", NameScript.Khmer, faults),
            GivenLatin = Name(person, "givenName", "latin", NameScript.Latin, faults),
            Birth = Text(person, "birthDate", faults) is not { } birth ? null
                : BirthDate.TryRead(birth, approximate, out var born) ? born : Fault<BirthDate>("/person/birthDate", "format", "A day, a month or a year: yyyy-MM-dd, yyyy-MM or yyyy."),
            Female = Text(person, "sex", faults) switch { null => null, "female" => true, "male" => false, _ => Fault<bool>("/person/sex", "code", "female or male; leave it out when it is not known.") },
            Place = Text(person, "village", faults) is not { } village ? null
                : Place.TryRead(village, out var place) ? place : Fault<Place>("/person/village", "format", "A gazetteer code of 8 digits, or of 6, 4 or 2 for a commune, district or province."),
            Card = Text(person, "equityCard", faults) is not { } number ? null
                : EquityCard.TryRead(number, out var card) ? card : Fault<EquityCard>("/person/equityCard", "format", "The twelve digits of the card, with or without a dash and the member's two."),
        };
        if (faults.Count == 0 && !IsEnough(said))
            faults.Add(new("/person", "too-little", "Family and given name with birthDate or village, or one of the names with equityCard."));
        return said;

        T? Fault<T>(string path, string code, string detail) where T : struct
        {
            faults.Add(new(path, code, detail));
            return null;
        }
    }

    /// <summary>Whether so much is said that somebody is looked for, and not whoever there is.</summary>
    public static bool IsEnough(MatchQuestion said)
    {
        var (family, given) = ((said.FamilyKhmer ?? said.FamilyLatin) is not null, (said.GivenKhmer ?? said.GivenLatin) is not null);
        return said.Card is not null ? family || given : family && given && (said.Birth is not null || said.Place is not null);
    }

    private static NamePart? Name(JsonElement person, string member, string script, NameScript expected, List<ProblemFault> faults)
    {
        if (!person.TryGetProperty(member, out var name))
            return null;
        var path = $"/person/{member}";
        if (name.ValueKind != JsonValueKind.Object)
        {
            if (expected == NameScript.Khmer)
                faults.Add(new(path, "object", "An object with khmer, latin or both."));
            return null;
        }
        if (expected == NameScript.Khmer)
            Only(name, faults, path, ["khmer", "latin"]);
        if (!name.TryGetProperty(script, out var text))
            return null;
        if (text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 and <= LongestName } given && NamePart.Of(given) is { } part && part.Script == expected)
            return part;
        faults.Add(new($"{path}/{script}", "name", $"A name of 1 to {LongestName} characters in this script."));
        return null;
    }

    private static string? Text(JsonElement person, string name, List<ProblemFault> faults)
    {
        if (!person.TryGetProperty(name, out var member))
            return null;
        if (member.ValueKind == JsonValueKind.String && member.GetString() is { Length: > 0 and <= 64 } text)
            return text;
        faults.Add(new($"/person/{name}", "text", "A text of 1 to 64 characters."));
        return null;
    }

    private static bool Flag(JsonElement element, List<ProblemFault> faults, string path)
    {
        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            faults.Add(new(path, "boolean", "true or false."));
        return element.ValueKind == JsonValueKind.True;
    }

    private static void Only(JsonElement element, List<ProblemFault> faults, string at, string[] names)
    {
        foreach (var member in element.EnumerateObject())
            if (!names.Contains(member.Name))
            {
                // The name is the caller's own and may hold anything, so it is not said back.
                faults.Add(new(at.Length == 0 ? "/" : at, "unknown-member", $"Only {string.Join(", ", names)} may be given here."));
                return;
            }
    }
}
