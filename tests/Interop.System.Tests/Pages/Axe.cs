using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Playwright;

namespace Interop.System.Tests.Pages;

/// <summary>axe-core, which others wrote, as the judge of what screen readers and keyboards find on a page. Its package is installed by <c>ops/test</c>.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Path.Combine(Here(), "..", "npm", "node_modules", "axe-core", "axe.min.js")));

    /// <summary>Fails on what axe calls serious or critical, with the elements it is about.</summary>
    public static async Task AxeAsync(this IPage page, string name)
    {
        // The debugger puts it in; the page's own policy keeps scripts out.
        await page.EvaluateAsync(Script.Value + "; 0");
        using var report = JsonDocument.Parse(await page.EvaluateAsync<string>(
            "axe.run(document, { resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v => ({ impact: v.impact, id: v.id, help: v.help, nodes: v.nodes.map(n => n.html.slice(0, 200)) }))))"));
        report.RootElement.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.ToString()).ShouldBeEmpty(name);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
