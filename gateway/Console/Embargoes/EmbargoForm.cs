using System.Globalization;
using Interop.Gateway.Consents;

namespace Interop.Gateway.Console.Embargoes;

/// <summary>An embargo as the form holds it: texts as typed, so that a form that is refused shows them again. A class: nothing prints it.</summary>
internal sealed class EmbargoForm
{
    public PersonField Person { get; init; } = new();

    public string Institution { get; init; } = "";

    public string Case { get; init; } = "";

    public string Until { get; init; } = "";

    public string Reason { get; init; } = "";

    public string LegalBasis { get; init; } = "";

    public static EmbargoForm Read(Func<string, string> field) => new()
    {
        Person = PersonField.Read(field), Institution = field("institution"), Case = field("case").Trim(), Until = field("until").Trim(),
        Reason = field("reason").Trim(), LegalBasis = field("basis").Trim(),
    };

    public EmbargoDraft Draft() => new(
        Person.Typed, Institution, Case, DateOnly.TryParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null, Reason, LegalBasis);
}
