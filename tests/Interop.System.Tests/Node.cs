using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Interop.System.Tests;

/// <summary>Runs a script with Node.js, so that a client somebody else wrote is the judge. Its packages are installed by <c>ops/test</c>.</summary>
internal static class Node
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The lines the script wrote; fails with what it complained of.</summary>
    /// <param name="script">A file in the folder npm.</param>
    /// <param name="input">Given to it as JSON on standard input, where no list of processes shows it.</param>
    public static async Task<string[]> RunAsync(string script, object input)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Longest);
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = Folder(), UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(input).AsMemory(), deadline.Token);
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.ShouldBe(0, await errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "npm");
}
