using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;
using FhirGroup = Hl7.Fhir.Model.Group;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The answer to a search for the household of a person: a Bundle of the one that was assessed as poor, with the number of its card, its level and until
/// when that holds. The only member named is whoever was asked about: nobody asked about the others. Where nothing of it is to be had, an OperationOutcome
/// says why, and there is then no total: unknown is not no, and neither is withheld. A Group has no id, as a Coverage has none.
/// </summary>
internal static class GroupSearch
{
    private const string Card = "idpoor.equityCard", Level = "idpoor.level", From = "idpoor.interviewDate", To = "idpoor.validTo";

    /// <summary>What each element of a Group is made of.</summary>
    private static readonly (string Element, string[] Attributes)[] Made = [("identifier", [Card]), ("characteristic", [Level, From, To])];

    /// <summary>What is asked of the registries: whether there is a household, and no more than the elements that are wanted.</summary>
    public static IReadOnlyList<CatalogueAttribute> Attributes(FhirWish wish) =>
        [.. Made.Where(m => wish.Wants(m.Element, m.Element == "identifier")).SelectMany(m => m.Attributes).Append(Level).Distinct().Select(n => AttributeCatalogue.Current.Find(n)!)];

    /// <param name="person">The id of the member.</param>
    /// <param name="address">Of the door.</param>
    public static Bundle Of(Exchange exchange, string person, FhirWish wish, string address)
    {
        var isThere = exchange.Lookup.Any(d => d.Status == DisclosureStatus.Value);
        // One attribute that is told and is not there says that the registry knows of no household.
        var unclear = isThere || exchange.Lookup.Any(d => d.Status == DisclosureStatus.None) ? [] : exchange.Lookup.Where(d => d.Status is DisclosureStatus.Unknown or DisclosureStatus.Withheld).ToArray();
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset, Total = unclear.Length > 0 ? null : isThere ? 1 : 0 };
        foreach (var household in SearchPages.Link(bundle, $"{address}/Group?member={person}", wish, isThere ? [exchange] : (Exchange[])[]))
            bundle.Entry.Add(new()
            {
                FullUrl = $"urn:uuid:{Guid.CreateVersion7(exchange.At)}", Search = new() { Mode = Bundle.SearchEntryMode.Match }, Resource = Household(household, person, wish),
            });
        if (unclear.Length > 0)
            bundle.Entry.Add(new()
            {
                FullUrl = $"urn:uuid:{exchange.Id}", Search = new() { Mode = Bundle.SearchEntryMode.Outcome },
                Resource = unclear.Any(d => d.Status == DisclosureStatus.Unknown)
                    ? Warning(OperationOutcome.IssueType.Incomplete, "Not known now whether there is a household that was assessed as poor.")
                    : Warning(OperationOutcome.IssueType.Suppressed, "Your scope does not let it be told whether there is a household that was assessed as poor."),
            });
        return bundle;
    }

    private static FhirGroup Household(Exchange exchange, string person, FhirWish wish)
    {
        var group = new FhirGroup
        {
            Type = FhirGroup.GroupType.Person, Actual = true,
            Member = wish.Wants("member", inSummary: false) ? [new() { Entity = PatientAnswer.Reference(exchange.Subject, person) }] : [],
        };
        // The card's number is the household's, the rest the member's.
        if (wish.Wants("identifier") && DisclosedElement.Of(Found(Card), v => new FhirString(v.Text!.Split('-')[0])) is { } number)
            group.Identifier = [new() { System = FhirSystems.Household, ValueElement = number }];
        if (wish.Wants("characteristic", inSummary: false) && DisclosedElement.Of(Found(Level), v => new CodeableConcept(FhirSystems.CodePrefix + "idpoor-level", v.Text)) is { } level)
        {
            var (from, to) = (DisclosedElement.Of(Found(From), At, Reduction.Year), DisclosedElement.Of(Found(To), At, Reduction.Year));
            group.Characteristic =
            [
                new()
                {
                    Code = new(FhirSystems.Attribute, Level), Value = level, Exclude = false,
                    Period = from is null && to is null ? null : new() { StartElement = from, EndElement = to },
                },
            ];
        }
        wish.Mark(group);
        return group;

        DisclosedAttribute Found(string name) => exchange.Lookup.Where(d => d.Attribute.Name == name).DefaultIfEmpty(new() { Status = DisclosureStatus.None }).First();

        static FhirDateTime At(AttributeValue day) => new(day.ToText());
    }

    private static OperationOutcome Warning(OperationOutcome.IssueType type, string text) => new()
    {
        Issue = [new() { Severity = OperationOutcome.IssueSeverity.Warning, Code = type, Details = new() { Text = text } }],
    };
}
