using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Interop.System.Tests;

/// <summary>Runs a script with Node.js, so that a client somebody else wrote is the judge. Its packages are installed by <c>ops/test</c>.</summary>
internal static class Node
{
    /// <summary>The lines the script wrote; fails with what it complained of.</summary>
    /// <param name="script">A file in the folder npm.</param>
    /// <param name="input">Given to it as JSON on standard input.</param>
    public static Task<string[]> RunAsync(string script, object input) =>
        ForeignProgram.RunAsync(new ProcessStartInfo("node", [script]) { WorkingDirectory = Folder() }, JsonSerializer.Serialize(input));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "npm");
}
