namespace Interop.Schemas.Tests;

/// <summary>Files that do not ship in the assembly, found from the test's own place.</summary>
internal static class Repository
{
    private static readonly string Root = Up(AppContext.BaseDirectory);

    public static string Folder(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "Interop.sln")) ? folder : Up(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Interop.sln is nowhere above the tests."));
}
