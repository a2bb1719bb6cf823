using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Interop.Bench;

/// <summary>What one run of the load tool saw. <paramref name="Errors"/> counts answers other than 2xx or 3xx and socket errors.</summary>
internal sealed record LoadResult(double RequestsPerSecond, double P50Ms, double P99Ms, long Errors);

/// <summary>Load from wrk on loopback, bounded in connections and time.</summary>
internal static partial class Load
{
    public static async Task<LoadResult> RunAsync(string url, string script, int connections, int seconds)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-t2", $"-c{connections}", $"-d{seconds}s", "--latency", "-s", script, url])
            start.ArgumentList.Add(argument);
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var errors = Number(Non2xx().Match(output)) + SocketErrors().Matches(output).Sum(m => Number(m));
        return new(Value(Rate().Match(output)), Milliseconds(P50().Match(output)), Milliseconds(P99().Match(output)), errors);
    }

    private static double Value(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    private static long Number(Match match) => match.Success ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private static double Milliseconds(Match match) => Value(match) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, "s" => 1000, _ => 60_000 };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Rate();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s|m)", RegexOptions.NonBacktracking)]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s|m)", RegexOptions.NonBacktracking)]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Non2xx();

    [GeneratedRegex(@"(?:connect|read|write|timeout) (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex SocketErrors();
}
