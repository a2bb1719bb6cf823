using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Trail;

/// <summary>The texts of the page that searches the audit log.</summary>
internal static class TrailTexts
{
    public static readonly PageText Title = new("Audit log", "កំណត់ហេតុសវនកម្ម");
    public static readonly PageText Intro = new(
        "Who asked, why, and what came of it. The log holds names of attributes and never their values.",
        "នរណាបានសួរ ហេតុអ្វី និងលទ្ធផលយ៉ាងណា។ កំណត់ហេតុមានតែឈ្មោះព័ត៌មាន មិនមានតម្លៃរបស់វាទេ។");
    public static readonly PageText Watched = new(
        "Looking is itself logged: each search, each further page and each download becomes an entry of this log with your name, before anything is shown.",
        "ការមើលក៏ត្រូវបានកត់ត្រាដែរ៖ រាល់ការស្វែងរក ទំព័របន្ត និងការទាញយក ក្លាយជាកំណត់ត្រាមួយជាមួយឈ្មោះរបស់អ្នក មុនពេលបង្ហាញអ្វីមួយ។");
    public static readonly PageText Form = new("What is looked for", "អ្វីដែលត្រូវរក");
    public static readonly PageText Institution = new("Institution", "ស្ថាប័ន");
    public static readonly PageText Nobody = new("none: officers and the hub itself", "គ្មាន៖ មន្ត្រី និងប្រព័ន្ធផ្ទាល់");
    public static readonly PageText Purpose = new("Purpose", "គោលបំណង");
    public static readonly PageText Every = new("all", "ទាំងអស់");
    public static readonly PageText Outcome = new("Outcome", "លទ្ធផល");
    public static readonly PageText OutcomeHint = new("answered, admitted, or the code of a problem", "answered, admitted ឬលេខកូដបញ្ហា");
    public static readonly PageText User = new("User at the institution", "អ្នកប្រើនៅស្ថាប័ន");
    public static readonly PageText UserHint = new("exactly as the institution names the user", "ដូចដែលស្ថាប័នដាក់ឈ្មោះអ្នកប្រើពិតប្រាកដ");
    public static readonly PageText From = new("From the day", "ចាប់ពីថ្ងៃ");
    public static readonly PageText To = new("To the day", "ដល់ថ្ងៃ");
    public static readonly PageText Search = new("Search", "ស្វែងរក");
    public static readonly PageText Csv = new("Download the newest 1,000 as CSV", "ទាញយក ១០០០ ចុងក្រោយជា CSV");
    public static readonly PageText Older = new("Older entries", "កំណត់ត្រាចាស់ជាង");
    public static readonly PageText Found = new("Entries found, the newest first", "កំណត់ត្រាដែលរកឃើញ ថ្មីជាងគេមុន");
    public static readonly PageText Behind = new(
        "The index has reached {0} of {1} entries. What came later is not searched yet; search again in a moment.",
        "លិបិក្រមបានដល់ {0} ក្នុងចំណោម {1} កំណត់ត្រា។ អ្វីដែលមកក្រោយមិនទាន់ត្រូវបានស្វែងរកទេ សូមស្វែងរកម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText NotRecorded = new(
        "Your search could not be recorded, so nothing is shown. Try again in a moment.",
        "មិនអាចកត់ត្រាការស្វែងរករបស់អ្នកបានទេ ដូច្នេះគ្មានអ្វីត្រូវបង្ហាញទេ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText Unreadable = new(
        "The audit log cannot be read now, so nothing is shown. Try again in a moment.",
        "មិនអាចអានកំណត់ហេតុសវនកម្មបានទេឥឡូវនេះ ដូច្នេះគ្មានអ្វីត្រូវបង្ហាញទេ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText Wrong = new(
        "Write days as 2026-11-25, the first not after the last; a user or an outcome has at most 64 characters.",
        "សូមសរសេរថ្ងៃដូចជា 2026-11-25 ថ្ងៃដំបូងមិនក្រោយថ្ងៃចុងក្រោយ។ អ្នកប្រើ ឬលទ្ធផលមិនលើសពី ៦៤ តួអក្សរ។");

    public static readonly PageText At = new("Time in Cambodia", "ម៉ោងនៅកម្ពុជា");
    public static readonly PageText Operation = new("Operation", "ប្រតិបត្តិការ");
    public static readonly PageText Door = new("Door", "ច្រក");
    public static readonly PageText By = new("User", "អ្នកប្រើ");
    public static readonly PageText Scope = new("Scope", "វិសាលភាព");
    public static readonly PageText Disclosed = new("Attributes disclosed", "ព័ត៌មានដែលបានបង្ហាញ");
    public static readonly PageText Entry = new("Entry", "លេខកំណត់ត្រា");

    public static readonly PageText ChartTitle = new("Exchanges of institutions in the last 30 days", "ការផ្លាស់ប្ដូររបស់ស្ថាប័នក្នុង ៣០ ថ្ងៃចុងក្រោយ");
    public static readonly PageText ChartSummary = new(
        "{0} exchanges were answered and {1} were refused or found nothing.", "ការផ្លាស់ប្ដូរ {0} ត្រូវបានឆ្លើយ ហើយ {1} ត្រូវបានបដិសេធ ឬរកមិនឃើញ។");
    public static readonly PageText Day = new("Day/month (UTC)", "ថ្ងៃ/ខែ (UTC)");
    public static readonly PageText Answered = new("answered", "បានឆ្លើយ");
    public static readonly PageText Refused = new("refused or nothing found", "បានបដិសេធ ឬរកមិនឃើញ");
    public static readonly PageText Admitted = new("admitted", "បានអនុញ្ញាតឱ្យចូល");

    /// <summary>An outcome in words; the codes of problems stand for themselves, as in every answer of the hub.</summary>
    public static PageText Of(string outcome) => outcome switch
    {
        "answered" => Answered,
        "admitted" => Admitted,
        _ => new(outcome, outcome),
    };
}
