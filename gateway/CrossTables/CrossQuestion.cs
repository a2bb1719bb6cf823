using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Problems;

namespace Interop.Gateway.CrossTables;

/// <summary>What is asked to be counted.</summary>
/// <param name="Date">The day people are counted on.</param>
/// <param name="Programmes">Null for all that the scope names.</param>
/// <param name="Divisions">What people are to be divided by; null for all that the scope grants.</param>
internal sealed record CrossQuestion(DateOnly Date, IReadOnlyList<string>? Programmes, IReadOnlyList<string>? Divisions)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly string Names = string.Join(", ", CrossTables.Divisions.All.Select(d => d.Division));

    /// <summary>Reads <c>{"date"?,"programmes"?,"dimensions"?}</c>.</summary>
    public static Problem? Read(JsonElement body, DateOnly today, ProgrammeRules rules, out CrossQuestion? question)
    {
        question = null;
        var faults = new List<ProblemFault>();
        try
        {
            foreach (var member in body.EnumerateObject())
                if (member.Name is not ("date" or "programmes" or "dimensions"))
                    faults.Add(new("/", "unknown-member", "Only date, programmes, dimensions may be given here."));
            var date = DateOf(body, today, faults);
            var programmes = List(body, "programmes", faults);
            var divisions = List(body, "dimensions", faults);
            for (var i = 0; i < divisions?.Length; i++)
                if (CrossTables.Divisions.All.All(d => d.Division != divisions[i]))
                    faults.Add(new($"/dimensions/{i}", "enum", $"One of {Names}."));
            if (faults.Count > 0)
                return new(ProblemKinds.BodyInvalid, faults);
            for (var i = 0; i < programmes?.Length; i++)
                if (rules.Find(programmes[i]) is null)
                    faults.Add(new($"/programmes/{i}", "programme-unknown", "No such programme."));
            if (faults.Count > 0)
                return new(ProblemKinds.ProgrammeUnknown, faults);
            if (date < Earliest || date > today)
                return new(ProblemKinds.CrossTablesDate, [new("/date", "range", "Between 2000-01-01 and today.")]);
            question = new(date, programmes, divisions);
            return null;
        }
        catch (InvalidOperationException)
        {
            return ProblemKinds.BodyNotJson; // half a surrogate pair, as in NativeQuestion
        }
    }

    private static DateOnly DateOf(JsonElement body, DateOnly today, List<ProblemFault> faults)
    {
        if (!body.TryGetProperty("date", out var day))
            return today;
        if (day.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        faults.Add(new("/date", "format", "A date as yyyy-MM-dd."));
        return today;
    }

    private static string[]? List(JsonElement body, string name, List<ProblemFault> faults)
    {
        if (!body.TryGetProperty(name, out var list))
            return null;
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is > 0 and <= 50)
        {
            string[] texts = [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : "")];
            if (texts.Distinct().Count() == texts.Length)
                return texts;
        }
        faults.Add(new("/" + name, "list", "A list of 1 to 50 different texts."));
        return null;
    }
}
