using System.Globalization;
using System.Text.Json;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Adapters.Mapping;

/// <summary>
/// What the schema cannot say: names that must exist in the catalogue, and parts that must fit each other. Works on the document, so
/// that a file with schema errors gets these errors too, in the same report.
/// </summary>
internal static class MappingRules
{
    private static readonly DateTimeOffset Sample = new(2031, 12, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Check(JsonElement root, MappingErrors errors)
    {
        if (root.ValueKind != JsonValueKind.Object) return;
        var kind = Text(root, "kind");
        if (kind is "sql" or "rest" or "files" or "fhir" && !root.TryGetProperty(kind, out _)) errors.Add(kind, $"a mapping of kind '{kind}' needs this section");
        CheckIdentifiers(root, kind, errors);
        CheckKey(root, kind, errors);
        if (Member(root, "known") is { } known)
            foreach (var end in (string[])["from", "to"])
                if (Member(known, end) is { } column) CheckColumn($"known.{end}", column, AttributeType.Date, errors);
        if (Member(root, "changes") is { } changes) CheckChanges(changes, kind, root, errors);
        var seen = new Dictionary<string, string>();
        foreach (var (i, set) in Items(root, "sets").Index()) CheckSet($"sets[{i}]", set, root, seen, errors);
    }

    private static void CheckIdentifiers(JsonElement root, string? kind, MappingErrors errors)
    {
        foreach (var identifier in Members(root, "identifiers"))
        {
            var path = $"identifiers['{identifier.Name}']";
            if (!CodeLists.IdentifierTypes.ContainsKey(identifier.Name)) errors.Add(path, "no such identifier type", $"\"{identifier.Name}\"");
            CheckJoin(path, identifier.Value, errors);
            if (kind is "rest" or "fhir" && Member(identifier.Value, "idType") is null) errors.Add($"{path}.idType", $"a mapping of kind '{kind}' needs the source's word for the identifier type");
        }
    }

    private static void CheckKey(JsonElement root, string? kind, MappingErrors errors)
    {
        if (Member(root, "key") is not { } key) return;
        CheckJoin("key", key, errors);
        if (kind == "rest" && Member(key, "idType") is null) errors.Add("key.idType", "a mapping of kind 'rest' needs the source's word for the key");
        var sets = Items(root, "sets").ToArray();
        if (Text(key, "set") is { } name && sets.All(s => Text(s, "name") != name)) errors.Add("key.set", "no set has this name", $"\"{name}\"");
        var keySet = sets.FirstOrDefault(s => Text(s, "name") == Text(key, "set"));
        var reissued = Member(key, "reissued") is { ValueKind: JsonValueKind.True };
        if (reissued && keySet.ValueKind == JsonValueKind.Object && Member(keySet, "latest") is null) errors.Add("key.reissued", "the key set needs 'latest' to tell the newest key");
        var columns = Items(key, "columns").Count();
        foreach (var (i, set) in sets.Index())
        {
            if (Items(set, "key").Count() != columns) errors.Add($"sets[{i}].key", $"must have as many columns as the key, {columns}", set.TryGetProperty("key", out var own) ? own.GetRawText() : null);
            if (kind == "fhir" && Text(set, "from") is { } type && Member(root, "fhir") is { } fhir && Member(fhir, "search") is { } search && Member(search, type) is null)
                errors.Add($"fhir.search['{type}']", "missing: how is this resource type found by the key?");
        }
        foreach (var twice in sets.Select(s => Text(s, "name")).GroupBy(n => n).Where(g => g.Count() > 1)) errors.Add("sets", "two sets have this name", $"\"{twice.Key}\"");
    }

    private static void CheckChanges(JsonElement changes, string? kind, JsonElement root, MappingErrors errors)
    {
        if (kind != "sql") errors.Add("changes", $"changes of kind '{kind}' cannot be followed");
        if (Member(root, "key") is { } key && Items(changes, "key").Count() != Items(key, "columns").Count()) errors.Add("changes.key", "must have as many columns as the key");
        if (Member(changes, "at") is { } at) CheckColumn("changes.at", at, AttributeType.Date, errors);
        foreach (var end in (string[])["at", "kind"])
            if (Member(changes, end) is { } column && Member(column, "columns") is { } columns) errors.Add($"changes.{end}.columns", "stands in one column", columns);
        if (Member(changes, "kind") is not { } kinds) return;
        foreach (var code in Members(kinds, "codes"))
            if (code.Value.ValueKind == JsonValueKind.String && CodeLists.Find("change-kind")?.ContainsKey(code.Value.GetString()!) != true)
                errors.Add($"changes.kind.codes['{code.Name}']", "no such code in the list 'change-kind'", code.Value);
    }

    private static void CheckSet(string path, JsonElement set, JsonElement root, Dictionary<string, string> seen, MappingErrors errors)
    {
        if (Member(set, "asOf") is { } asOf)
        {
            CheckColumn($"{path}.asOf", asOf, AttributeType.Date, errors);
            if (Member(asOf, "columns") is { } columns) errors.Add($"{path}.asOf.columns", "a time stands in one column", columns);
        }
        foreach (var member in Members(set, "attributes"))
        {
            var at = $"{path}.attributes['{member.Name}']";
            if (!seen.TryAdd(member.Name, at)) errors.Add(at, $"the attribute is already mapped at {seen[member.Name]}", $"\"{member.Name}\"");
            if (AttributeCatalogue.Current.Find(member.Name) is not { } attribute)
            {
                errors.Add(at, "no such attribute in the catalogue", $"\"{member.Name}\"");
                continue;
            }
            if (Text(root, "registry") is { } registry && attribute.Owner != registry) errors.Add(at, $"the attribute is owned by {attribute.Owner}", $"\"{registry}\"");
            CheckColumn(at, member.Value, attribute.Type, errors);
            CheckCodes(at, member.Value, attribute, errors);
        }
    }

    private static void CheckColumn(string path, JsonElement column, AttributeType type, MappingErrors errors)
    {
        if (column.ValueKind != JsonValueKind.Object) return;
        var (one, several) = (Member(column, "column"), Member(column, "columns"));
        if (one is null == several is null) errors.Add(path, "needs either 'column' or 'columns'", column);
        CheckJoin(path, column, errors);
        if (several is not null && type != AttributeType.String) errors.Add($"{path}.columns", "only a text can be joined from columns", several.Value);
        if (Text(column, "format") is not { } format) return;
        if (type != AttributeType.Date) errors.Add($"{path}.format", $"a value of type {type} has no format", $"\"{format}\"");
        else if (!IsDateFormat(format)) errors.Add($"{path}.format", "no .NET date format that tells year and month", $"\"{format}\"");
    }

    private static void CheckCodes(string path, JsonElement column, CatalogueAttribute attribute, MappingErrors errors)
    {
        if (Member(column, "codes") is not { } codes) return;
        if (attribute.Type != AttributeType.Code) errors.Add($"{path}.codes", $"a value of type {attribute.Type} has no codes", codes);
        else if (CodeLists.Find(attribute.Codes!) is { } list)
            foreach (var code in Members(column, "codes"))
                if (code.Value.ValueKind == JsonValueKind.String && !list.ContainsKey(code.Value.GetString()!))
                    errors.Add($"{path}.codes['{code.Name}']", $"no such code in the list '{attribute.Codes}'", code.Value);
    }

    private static void CheckJoin(string path, JsonElement owner, MappingErrors errors)
    {
        var many = Items(owner, "columns").Count() > 1;
        if (many && Text(owner, "join") is null) errors.Add($"{path}.join", "several columns need what stands between them");
        if (!many && Member(owner, "join") is { } join) errors.Add($"{path}.join", "there is nothing to join", join);
    }

    // Written and read back, the year and the month must be there; a lower-case mm (minutes) loses the month.
    private static bool IsDateFormat(string format)
    {
        try
        {
            var text = Sample.ToString(format, CultureInfo.InvariantCulture);
            return IsoTime.TryTime(text, format, out var back) && back == Sample;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement owner, string name) => Member(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static IEnumerable<JsonProperty> Members(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];
}
