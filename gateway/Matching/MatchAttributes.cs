using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Matching;

/// <summary>The attributes people are compared by, and so all of them that a result below certain may show.</summary>
internal sealed class MatchAttributes
{
    private readonly CatalogueAttribute[][] byField;

    public MatchAttributes(AttributeCatalogue catalogue)
    {
        byField = [.. Enum.GetValues<MatchField>().Select(f => NamesOf(f).Select(n => catalogue[n]).ToArray())];
        All = [.. byField.SelectMany(f => f).Distinct().OrderBy(a => a.Ordinal)];
    }

    public IReadOnlyList<CatalogueAttribute> All { get; }

    /// <summary>What the agreement of a field tells about.</summary>
    public IReadOnlyList<CatalogueAttribute> Of(MatchField field) => byField[(int)field];

    private static string[] NamesOf(MatchField field) => field switch
    {
        MatchField.FamilyName => ["name.family.khmer", "name.family.latin"],
        MatchField.GivenName => ["name.given.khmer", "name.given.latin"],
        MatchField.NameOrder => ["name.family.khmer", "name.family.latin", "name.given.khmer", "name.given.latin"],
        MatchField.BirthDate or MatchField.BirthYear => ["vital.birthDate", "vital.birthDateApproximate"],
        MatchField.Sex => ["vital.sex"],
        MatchField.Place => ["address.village"],
        _ => ["idpoor.equityCard"],
    };
}
