using System.Diagnostics;

namespace Interop.System.Tests;

/// <summary>Runs a program to its end, which it has a minute for.</summary>
internal static class ForeignProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>The lines it wrote; fails with what it complained of.</summary>
    public static Task<string[]> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessStartInfo(program, arguments), "");

    /// <summary>As <see cref="RunAsync(string, string[])"/>.</summary>
    /// <param name="start">What to start, and where.</param>
    /// <param name="input">Given to it on standard input, where no list of processes shows it.</param>
    public static async Task<string[]> RunAsync(ProcessStartInfo start, string input)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Longest);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, true, false);
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
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
}
