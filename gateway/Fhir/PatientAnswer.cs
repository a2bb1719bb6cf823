using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The answer about a person: a Patient, or a Bundle of at most one. An element that the scope keeps back is there without a value, masked; one that nobody
/// can say now is there without a value, unknown; one that the registry does not hold is not there.
/// </summary>
internal static class PatientAnswer
{
    private static readonly (string Name, string Type)[] Numbers = [("person.nationalId", "national-id"), ("person.birthRegistration", "birth-registration"), ("person.familyBook", "family-book")];

    /// <summary>What each element of a Patient is made of.</summary>
    private static readonly (string Element, string[] Attributes)[] Made =
    [
        ("identifier", [.. Numbers.Select(n => n.Name)]), ("name", ["name.family.khmer", "name.given.khmer", "name.family.latin", "name.given.latin"]),
        ("gender", ["vital.sex"]), ("birthDate", ["vital.birthDate"]), ("deceased", ["vital.deathDate"]), ("address", ["address.village"]),
    ];

    /// <summary>What is asked of the registries: no more than the elements that are wanted.</summary>
    public static IReadOnlyList<CatalogueAttribute> Attributes(FhirWish wish) =>
        [.. Made.Where(m => wish.Wants(m.Element)).SelectMany(m => m.Attributes).Select(n => AttributeCatalogue.Current.Find(n)!)];

    /// <summary>A reference to a person, with the identifier that was asked by, which is known to whoever asked.</summary>
    public static ResourceReference Reference(Subject subject, string person) =>
        new($"Patient/{person}") { Type = "Patient", Identifier = new(FhirSystems.IdentifierPrefix + subject.Type, subject.Value) };

    /// <summary>Whether the exchange discloses the number that it asked the registries by.</summary>
    public static bool TellsNumber(Exchange exchange) => Numbers.Any(n => n.Type == exchange.Subject.Type
        && exchange.Lookup.Any(d => d.Attribute.Name == n.Name && d is { Status: DisclosureStatus.Value, Reduction: Reduction.Whole } && d.Value.Text == exchange.Subject.Value));

    /// <summary>The answer to a search.</summary>
    /// <param name="exchange">Answered, or null when nobody was found.</param>
    /// <param name="person">The id of whoever was asked about.</param>
    /// <param name="address">Of the door.</param>
    public static Bundle Of(Exchange? exchange, string person, FhirWish wish, string address)
    {
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset, Total = exchange is null ? 0 : 1 };
        bundle.Link.Add(new() { RelationString = "self", Url = $"{address}/Patient?_id={person}{wish.Query(1)}" });
        if (exchange is not null && !wish.IsCount && wish.Page == 1)
            bundle.Entry.Add(new() { FullUrl = $"{address}/Patient/{person}", Resource = Person(exchange, person, wish), Search = new() { Mode = Bundle.SearchEntryMode.Match } });
        return bundle;
    }

    /// <summary>The answer to a read, or one of those to a search.</summary>
    /// <param name="person">The id; null of somebody who may not be asked about by one.</param>
    public static Patient Person(Exchange exchange, string? person, FhirWish wish)
    {
        // The number asked by is known to whoever asks; that of somebody who was found by other things is not.
        var known = exchange.Operation == Operation.Match ? null : exchange.Subject;
        var patient = new Patient
        {
            Id = person,
            GenderElement = DisclosedElement.Of(Found("vital.sex"), v => new Code<AdministrativeGender>(v.Text switch { "male" => AdministrativeGender.Male, "female" => AdministrativeGender.Female, _ => AdministrativeGender.Other })),
            BirthDateElement = DisclosedElement.Of(Found("vital.birthDate"), v => new Date(v.ToText()), Reduction.Year),
            Deceased = Deceased(Found("vital.deathDate")),
        };
        foreach (var (name, type) in Numbers)
            if (Number(Found(name), type, known) is { } number)
                patient.Identifier.Add(number);
        if (known is not null && wish.Wants("identifier") && patient.Identifier.TrueForAll(i => i.System != FhirSystems.IdentifierPrefix + known.Type))
            patient.Identifier.Add(new(FhirSystems.IdentifierPrefix + known.Type, known.Value));
        foreach (var (script, language) in ((string, string)[])[("khmer", "km-Khmr"), ("latin", "km-Latn")])
            if (Name(Found("name.family." + script), Found("name.given." + script), language) is { } name)
                patient.Name.Add(name);
        if (DisclosedElement.Of(Found("address.village"), v => At(v), Reduction.Province, Reduction.District, Reduction.Commune) is { } place)
            patient.Address.Add(place);
        wish.Mark(patient);
        return patient;

        // What was not asked for is as what the registry does not hold: not there.
        DisclosedAttribute Found(string name) => exchange.Lookup.Where(d => d.Attribute.Name == name).DefaultIfEmpty(new() { Status = DisclosureStatus.None }).First();
    }

    private static HumanName? Name(DisclosedAttribute family, DisclosedAttribute given, string language)
    {
        var name = new HumanName { FamilyElement = DisclosedElement.Of(family, Text) };
        if (DisclosedElement.Of(given, Text) is { } element)
            name.GivenElement.Add(element);
        if (name.FamilyElement is null && name.GivenElement.Count == 0)
            return null;
        name.Use = HumanName.NameUse.Official;
        name.Extension.Add(new("http://hl7.org/fhir/StructureDefinition/language", new Code(language)));
        return name;

        static FhirString Text(AttributeValue value) => new(value.Text);
    }

    /// <summary>A number as it may leave; one that was made a pseudonym, or is kept back, says so.</summary>
    /// <param name="known">Whoever was asked by a number, whose number need not be told to be known.</param>
    internal static Identifier? Number(DisclosedAttribute number, string type, Subject? known)
    {
        if (number is { Status: DisclosureStatus.Value, Reduction: Reduction.Pseudonym })
            return new(FhirSystems.PseudonymPrefix + type, number.Value.Text);
        if (number.Status != DisclosureStatus.Value && type == known?.Type)
            return null;
        return DisclosedElement.Of(number, v => new FhirString(v.Text)) is { } value ? new Identifier { System = FhirSystems.IdentifierPrefix + type, ValueElement = value } : null;
    }

    private static DataType? Deceased(DisclosedAttribute death) => death is { Status: DisclosureStatus.Value, Reduction: Reduction.Present }
        ? new FhirBoolean(death.Value.Boolean)
        : death.Status == DisclosureStatus.Value ? DisclosedElement.Of(death, v => new FhirDateTime(v.ToText()), Reduction.Year) : DisclosedElement.Of(death, _ => new FhirBoolean());

    private static Address At(AttributeValue village) => new() { Use = Address.AddressUse.Home, Country = "KH", Extension = [new(FhirSystems.Place, new Coding(FhirSystems.Gazetteer, village.Text))] };
}
