using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>The texts that all pages of the console share.</summary>
internal static class ConsoleTexts
{
    public static readonly PageText Title = new("Console", "ផ្ទាំងគ្រប់គ្រង");
    public static readonly PageText Sections = new("Sections of the console", "ផ្នែករបស់ផ្ទាំងគ្រប់គ្រង");
    public static readonly PageText Overview = new("Overview", "ទិដ្ឋភាពទូទៅ");
    public static readonly PageText Waiting = new("Waits for your approval", "រង់ចាំការអនុម័តរបស់អ្នក");
    public static readonly PageText NoneWaiting = new("No scope of another officer waits for you.", "គ្មានវិសាលភាពរបស់មន្ត្រីដទៃរង់ចាំអ្នកទេ។");
    public static readonly PageText Own = new("Your drafts", "សេចក្ដីព្រាងរបស់អ្នក");
    public static readonly PageText NoneOwn = new("You have no draft.", "អ្នកគ្មានសេចក្ដីព្រាងទេ។");
    public static readonly PageText Ending = new("Scopes that end within {0} days", "វិសាលភាពដែលផុតកំណត់ក្នុងរយៈពេល {0} ថ្ងៃ");
    public static readonly PageText NoneEnding = new("No scope in force ends that soon.", "គ្មានវិសាលភាពជាធរមានណាផុតកំណត់ឆាប់ៗនេះទេ។");
    public static readonly PageText Csv = new("Download as CSV", "ទាញយកជា CSV");
    public static readonly PageText AsTable = new("The same as a table", "ដូចគ្នា ជាតារាង");
    public static readonly PageText Empty = new("There is nothing to show.", "គ្មានអ្វីត្រូវបង្ហាញទេ។");
    public static readonly PageText FaultsTitle = new("This cannot be taken as it is. What is to be mended:", "មិនអាចទទួលយកបានទេ។ អ្វីដែលត្រូវកែ៖");
}
