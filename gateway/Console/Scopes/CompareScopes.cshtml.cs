using System.Globalization;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Scopes;

/// <summary><c>/console/scopes/{scope}/compare?before=1&amp;after=2</c>: what one version changes against another, and what of it widens.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class CompareScopesModel(ScopeLedger ledger, ScopeWords words, UseCaseWords useCases) : ConsolePage
{
    public IReadOnlyList<ScopeVersion> Versions { get; private set; } = [];

    public ScopeConfig Before { get; private set; } = null!;

    public ScopeConfig After { get; private set; } = null!;

    public IReadOnlyList<ScopeChange> Changes { get; private set; } = [];

    public string Scope => (string)RouteData.Values["scope"]!;

    public static string LinkTo(ScopeConfig after) => FormattableString.Invariant($"/console/scopes/{after.Scope}/compare?before={after.Version - 1}&after={after.Version}");

    public IActionResult OnGet()
    {
        Versions = ledger.Versions(Scope);
        if (Find("before") is not { } before || Find("after") is not { } after)
            return NotFound();
        (Before, After, Changes) = (before, after, ScopeDiff.Of(before, after));
        return Page();
    }

    /// <summary>What has changed, by titles in the place of codes.</summary>
    public string What(ScopeChange change, PageLanguage language)
    {
        var (member, entry) = change.What.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (change.What[..slash], change.What[(slash + 1)..]) : (change.What, "");
        if (member == "subject" && Before.Subject.Concat(After.Subject).FirstOrDefault(c => c.ToString() == entry) is { } condition)
            return $"{language[CompareTexts.Of(member)]}: {words.Condition(condition, language)}";
        var title = member switch
        {
            "purposes" => words.Purpose(entry),
            "programmes" => words.Programme(entry),
            "registries" => words.Registry(entry),
            "attributes" or "circumstances" => words.Attribute(entry),
            "operations" => Operations(entry),
            _ => new PageText(entry, entry),
        };
        return entry.Length == 0 ? language[CompareTexts.Of(member)] : $"{language[CompareTexts.Of(member)]}: {language[title]}";
    }

    /// <summary>A value of before or after; null when it was not there or is gone.</summary>
    public string Value(ScopeChange change, string? value, PageLanguage language)
    {
        if (change.What.StartsWith("subject/", StringComparison.Ordinal))
            return language[value is null ? SubjectTexts.NotAsked : SubjectTexts.Holds];
        if (change.What == "useCase")
            return language[useCases.Title(value)];
        if (value is null)
            return language[CompareTexts.Absent];
        if (change.What.StartsWith("circumstances/", StringComparison.Ordinal))
            return value;
        if (change.What.StartsWith("attributes/", StringComparison.Ordinal) || change.What.StartsWith("services/", StringComparison.Ordinal))
            return language[UseCaseWords.Reduced(value)];
        if (change.What.Contains('/', StringComparison.Ordinal))
            return language[CompareTexts.Allowed];
        return change.What switch
        {
            "consumer" => language[words.Institution(value)],
            "from" or "to" => ScopeWords.Day(DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture), language),
            "retentionDays" => ScopeTexts.Days.In(language, int.Parse(value, CultureInfo.InvariantCulture)),
            "guaranteeHours" => ScopeTexts.Hours.In(language, int.Parse(value, CultureInfo.InvariantCulture)),
            _ => value,
        };
    }

    private static PageText Operations(string name) => ScopeTexts.Of(Enum.GetValues<Operation>().First(o => WireName.Of(o) == name));

    private ScopeConfig? Find(string parameter) => int.TryParse(Request.Query[parameter], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? Versions.FirstOrDefault(v => v.Config.Version == number)?.Config
        : null;
}
