using System.Text.Json.Nodes;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>The record of a person as the registries have it. What has no place in it, or is reduced or unknown, stands among the additional attributes by its catalogue name.</summary>
internal static class DciRecord
{
    public static JsonObject Of(IReadOnlyList<DisclosedAttribute> disclosed, DciRegistry registry)
    {
        var (identifiers, name, further) = (new JsonArray(), new JsonObject(), new JsonArray());
        var record = new JsonObject { ["@type"] = registry.RecordType };
        foreach (var one in disclosed)
        {
            if (one.Status == DisclosureStatus.Value && one.Reduction == Reduction.Whole && Place(record, identifiers, name, one))
                continue;
            if (one.Status is DisclosureStatus.None or DisclosureStatus.Withheld)
                continue;
            var attribute = new JsonObject { ["attribute_name"] = one.Attribute.Name, ["attribute_value"] = one.Status == DisclosureStatus.Value ? one.Value.ToText() : null };
            if (one.Status == DisclosureStatus.Unknown)
                attribute["unknown_because"] = WireName.Of(one.Reason);
            further.Add((JsonNode)attribute);
        }
        if (identifiers.Count > 0)
            record["identifier"] = identifiers;
        if (name.Count > 0)
            record["name"] = name;
        if (further.Count > 0)
            record["additional_attributes"] = further;
        return record;
    }

    private static bool Place(JsonObject record, JsonArray identifiers, JsonObject name, DisclosedAttribute one)
    {
        var text = one.Value.ToText();
        switch (one.Attribute.Name)
        {
            case "person.nationalId" or "person.birthRegistration":
                identifiers.Add((JsonNode)new JsonObject { ["identifier_type"] = one.Attribute.Name == "person.nationalId" ? "UIN" : "BRN", ["identifier_value"] = text });
                return true;
            case "name.family.latin":
                name["surname"] = text;
                return true;
            case "name.given.latin":
                name["given_name"] = text;
                return true;
            case "vital.sex":
                record["sex"] = text;
                return true;
            case "vital.birthDate":
                record["birth_date"] = text;
                return true;
            case "disability.type":
                record["disability_details"] = new JsonArray(new JsonObject { ["impairment_type"] = text });
                return true;
            case "disability.severity":
                record["disability_level"] = text;
                return true;
            case "vital.deathDate":
                record["death_date"] = text;
                return true;
            case "address.village":
                record["address"] = new JsonArray(new JsonObject { ["sub_region_code"] = text, ["country_code"] = "KH" });
                return true;
            default:
                return false;
        }
    }
}
