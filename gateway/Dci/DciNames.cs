using System.Collections.Frozen;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Dci;

/// <summary>What of an attribute a name means: the whole, or what follows from a date of birth.</summary>
internal enum DciAspect { Whole, Year, Age }

/// <summary>
/// What the names in queries mean here. The specifications leave attribute names to each implementation, and their samples write a path of which the
/// last part counts; names of the catalogue are understood too.
/// </summary>
internal static class DciNames
{
    private static readonly FrozenDictionary<string, string> Identifiers = new Dictionary<string, string>
    {
        ["uin"] = "national-id", ["nid"] = "national-id", ["nationalid"] = "national-id", ["person_identifier"] = "national-id", ["member_identifier"] = "national-id",
        ["identifier"] = "national-id", ["identifier_value"] = "national-id", ["brn"] = "birth-registration", ["group_identifier"] = "equity-card",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (string Attribute, DciAspect Aspect)> Attributes = new Dictionary<string, (string, DciAspect)>
    {
        ["sex"] = ("vital.sex", default), ["gender"] = ("vital.sex", default), ["birth_date"] = ("vital.birthDate", default), ["date_of_birth"] = ("vital.birthDate", default),
        ["yob"] = ("vital.birthDate", DciAspect.Year), ["age"] = ("vital.birthDate", DciAspect.Age), ["death_date"] = ("vital.deathDate", default),
        ["surname"] = ("name.family.latin", default), ["last_name"] = ("name.family.latin", default), ["given_name"] = ("name.given.latin", default), ["first_name"] = ("name.given.latin", default),
        ["sub_region_code"] = ("address.village", default), ["location"] = ("address.village", default), ["occupation"] = ("occupation.code", default),
        ["poverty_score"] = ("idpoor.level", default), ["impairment_type"] = ("disability.type", default), ["disability_type"] = ("disability.type", default),
        ["disability_level"] = ("disability.severity", default), ["impairment_level"] = ("disability.severity", default),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind of identifier; null when the name is of none.</summary>
    public static string? IdentifierOf(string name) => CodeLists.IdentifierTypes.ContainsKey(name) ? name : Identifiers.GetValueOrDefault(Last(name));

    /// <summary>The attribute; null when the name is of none.</summary>
    public static (CatalogueAttribute Attribute, DciAspect Aspect)? AttributeOf(string name) => AttributeCatalogue.Current.Find(name) is { } own ? (own, default)
        : Attributes.TryGetValue(Last(name), out var known) ? (AttributeCatalogue.Current[known.Attribute], known.Aspect) : null;

    /// <summary>Whether records can be put in order by it.</summary>
    public static bool IsKnown(string name) => IdentifierOf(name) is not null || AttributeOf(name) is not null;

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
}
