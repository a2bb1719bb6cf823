using System.Globalization;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Entitlements;

/// <summary>Hand-made facts. Whatever is not named is none: the registries answered and hold nothing.</summary>
internal static class Given
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    public static readonly ProgrammeRules Rules = ProgrammeRules.Load(AttributeCatalogue.Current);

    /// <summary>
    /// <c>name=value</c> separated by spaces; <c>?</c> is an unknown value, <c>registry:down</c> makes all attributes of a registry unknown.
    /// Starts from a woman born on 1 May 1990.
    /// </summary>
    public static Facts Person(string text)
    {
        var facts = Nobody();
        foreach (var word in $"vital.birthDate=1990-05-01 vital.birthDateApproximate=false vital.sex=female {text}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (word.EndsWith(":down", StringComparison.Ordinal))
                foreach (var attribute in AttributeCatalogue.Current.All.Where(a => a.Owner == word[..^5]))
                    facts.Set(attribute, Fact.Unknown(UnknownReason.RegistryUnavailable));
            else
                Set(facts, word[..word.IndexOf('=')], word[(word.IndexOf('=') + 1)..]);
        return facts;
    }

    public static Facts Nobody()
    {
        var facts = new Facts(AttributeCatalogue.Current);
        foreach (var attribute in AttributeCatalogue.Current.All)
            facts.Set(attribute, Fact.Of(AttributeValue.None, null));
        return facts;
    }

    /// <summary>T, F, U.</summary>
    public static Truth TruthOf(char truth) => truth switch { 'F' => Truth.False, 'T' => Truth.True, _ => Truth.Unknown };

    private static void Set(Facts facts, string name, string value)
    {
        var attribute = AttributeCatalogue.Current[name];
        facts.Set(attribute, value switch
        {
            "?" => Fact.Unknown(UnknownReason.NotLinkable),
            "none" => Fact.Of(AttributeValue.None, null),
            _ => Fact.Of(Parse(attribute.Type, value), null),
        });
    }

    private static AttributeValue Parse(AttributeType type, string value) => type switch
    {
        AttributeType.Date => AttributeValue.OfDate(DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        AttributeType.Boolean => AttributeValue.OfBoolean(bool.Parse(value)),
        AttributeType.Integer => AttributeValue.OfInteger(long.Parse(value, CultureInfo.InvariantCulture)),
        AttributeType.Code => AttributeValue.OfCode(value),
        _ => AttributeValue.OfString(value),
    };
}
