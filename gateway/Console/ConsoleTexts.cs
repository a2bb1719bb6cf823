using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>The texts that all pages of the console share.</summary>
internal static class ConsoleTexts
{
    public static readonly PageText Title = new("Console", "ផ្ទាំងគ្រប់គ្រង");
    public static readonly PageText Sections = new("Sections of the console", "ផ្នែករបស់ផ្ទាំងគ្រប់គ្រង");
    public static readonly PageText Overview = new("Overview", "ទិដ្ឋភាពទូទៅ");
    public static readonly PageText Csv = new("Download as CSV", "ទាញយកជា CSV");
    public static readonly PageText AsTable = new("The same as a table", "ដូចគ្នា ជាតារាង");
    public static readonly PageText Empty = new("There is nothing to show.", "គ្មានអ្វីត្រូវបង្ហាញទេ។");
    public static readonly PageText Total = new("Total", "សរុប");
    public static readonly PageText FaultsTitle = new("This cannot be taken as it is. What is to be mended:", "មិនអាចទទួលយកបានទេ។ អ្វីដែលត្រូវកែ៖");
}
