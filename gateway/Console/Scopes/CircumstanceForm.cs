using Interop.Gateway.Privacy;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Console.Scopes;

/// <summary>In which circumstance an attribute is granted, as typed.</summary>
/// <param name="Because">Why it is needed.</param>
/// <param name="Purposes">Codes with blanks or commas between them; empty for all purposes of the scope.</param>
/// <param name="Case">Whether the caller must name a case.</param>
internal sealed record CircumstanceForm(string Because, string Purposes, bool Case)
{
    private const int Shortest = 15, Longest = 400;

    public static CircumstanceForm Empty { get; } = new("", "", false);

    public bool IsEmpty => this == Empty;

    public static CircumstanceForm Of(CircumstanceConfig circumstance) => new(circumstance.Because, string.Join(' ', circumstance.Purposes ?? []), circumstance.Case);

    public static CircumstanceForm Read(IFormCollection form, string attribute) =>
        new(form["because:" + attribute].ToString().Trim(), form["for:" + attribute].ToString().Trim(), form["inCase"].Contains(attribute));

    /// <summary>The circumstance; null when none is given, or the one that is given is wrong.</summary>
    /// <param name="purposes">Those of the scope.</param>
    /// <param name="sensitive">Whether there must be one.</param>
    /// <param name="wrong">Whether something must be mended.</param>
    public CircumstanceConfig? Circumstance(IReadOnlySet<string> purposes, bool sensitive, out bool wrong)
    {
        var named = Purposes.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
        wrong = IsEmpty ? sensitive : Because.Length is < Shortest or > Longest || !named.All(purposes.Contains);
        return IsEmpty || wrong ? null : new(Because, named.Length == 0 ? null : named, Case);
    }
}

/// <summary>The fields of one attribute's circumstance on the page.</summary>
internal sealed record CircumstanceFields(CatalogueAttribute Attribute, CircumstanceForm Form, PageText? Fault);
