using Microsoft.Extensions.Logging;

namespace Interop.Identity.Server;

/// <summary>
/// Below warnings the libraries log requests, claims and tokens. Those lines stay out of every log, whatever level an operator sets: each rule,
/// and one for where there is none, passes them by.
/// </summary>
internal static class SilentTokens
{
    private static readonly string[] Talkative = ["OpenIddict", "Microsoft.IdentityModel"];

    public static void KeepOut(LoggerFilterOptions filters)
    {
        var rules = filters.Rules.ToArray();
        filters.Rules.Clear();
        filters.Rules.Add(new(null, null, filters.MinLevel, static (_, category, level) => Passes(category, level)));
        foreach (var rule in rules)
            filters.Rules.Add(new(rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => Passes(category, level) && (rule.Filter is null || rule.Filter(provider, category, level))));
    }

    private static bool Passes(string? category, LogLevel level) =>
        level >= LogLevel.Warning || category is null || !Talkative.Any(t => category.StartsWith(t, StringComparison.Ordinal));
}
