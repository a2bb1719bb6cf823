using Interop.Gateway.Privacy;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Foresight;

/// <summary>The texts of replay and advice.</summary>
internal static class ForesightTexts
{
    public static readonly PageText ReplayTitle = new("Replay", "ចាក់ឡើងវិញ");
    public static readonly PageText ReplayIntro = new(
        "How would the exchanges of the last days have ended, had a draft been in force? Each is compared with what happened.",
        "តើការផ្លាស់ប្ដូរក្នុងថ្ងៃចុងក្រោយនឹងចប់យ៉ាងណា បើសេចក្ដីព្រាងជាធរមាន? នីមួយៗត្រូវបានប្រៀបធៀបនឹងអ្វីដែលបានកើតឡើង។");
    public static readonly PageText Watched = new(
        "The log holds names of attributes and no person. That you had it read is recorded in it.",
        "កំណត់ហេតុមានតែឈ្មោះព័ត៌មាន គ្មានមនុស្សទេ។ ការអានរបស់អ្នកត្រូវបានកត់ត្រា។");
    public static readonly PageText Version = new("Draft", "សេចក្ដីព្រាង");
    public static readonly PageText NoDraft = new("There is no draft, and none waits for approval.", "គ្មានសេចក្ដីព្រាង ហើយគ្មានអ្វីរង់ចាំការអនុម័តទេ។");
    public static readonly PageText Days = new("Days", "ចំនួនថ្ងៃ");
    public static readonly PageText Run = new("Replay", "ចាក់ឡើងវិញ");
    private static readonly PageText DaysWrong = new("Write a number of days from 1 to {0}.", "សូមសរសេរចំនួនថ្ងៃពី ១ ដល់ {0}។");
    public static readonly PageText Summary = new(
        "Of {0} exchanges of {1} in {2} days, {3} would now be refused, {4} newly admitted, {5} would learn more than they did, {6} less; of {7} it cannot be told.",
        "ក្នុងចំណោមការផ្លាស់ប្ដូរ {0} របស់ {1} ក្នុង {2} ថ្ងៃ៖ {3} នឹងត្រូវបដិសេធ {4} នឹងត្រូវអនុញ្ញាតថ្មី {5} នឹងដឹងច្រើនជាងមុន {6} តិចជាងមុន ហើយ {7} មិនអាចប្រាប់បាន។");
    public static readonly PageText CannotTell = new(
        "The draft answers about some people only. The log does not say whom an exchange was about, so what would be admitted then cannot be told.",
        "សេចក្ដីព្រាងឆ្លើយតែអំពីមនុស្សខ្លះ។ កំណត់ហេតុមិនប្រាប់ថាការផ្លាស់ប្ដូរអំពីនរណាទេ ដូច្នេះមិនអាចប្រាប់បានថាអ្វីនឹងត្រូវអនុញ្ញាត។");
    public static readonly PageText LeftOut = new(
        "The newest {0} entries of the log were read, back to {1}. What is older was left out.",
        "កំណត់ត្រាថ្មីបំផុត {0} ត្រូវបានអាន រហូតដល់ {1}។ អ្វីដែលចាស់ជាងនេះមិនត្រូវបានរាប់ទេ។");
    public static readonly PageText ByKind = new("Exchanges by purpose and operation", "ការផ្លាស់ប្ដូរតាមគោលបំណង និងប្រតិបត្តិការ");
    public static readonly PageText Purpose = new("Purpose", "គោលបំណង");
    public static readonly PageText Operation = new("Operation", "ប្រតិបត្តិការ");
    public static readonly PageText Institution = new("Institution", "ស្ថាប័ន");
    public static readonly PageText Exchanges = new("Exchanges", "ការផ្លាស់ប្ដូរ");
    public static readonly PageText NewlyRefused = new("Newly refused", "បដិសេធថ្មី");
    public static readonly PageText NewlyAdmitted = new("Newly admitted", "អនុញ្ញាតថ្មី");
    public static readonly PageText LearnMore = new("Learn more", "ដឹងច្រើនជាង");
    public static readonly PageText LearnLess = new("Learn less", "ដឹងតិចជាង");
    public static readonly PageText Unclear = new("Cannot be told", "មិនអាចប្រាប់បាន");
    public static readonly PageText Untouched = new("Not touched by the draft", "មិនប៉ះពាល់ដោយសេចក្ដីព្រាង");
    public static readonly PageText ByRule = new("Rules that would refuse", "វិធានដែលនឹងបដិសេធ");
    public static readonly PageText Rule = new("Rule", "វិធាន");
    public static readonly PageText ByName = new("What would be disclosed to more or fewer exchanges", "អ្វីដែលនឹងត្រូវបង្ហាញច្រើន ឬតិចជាងមុន");
    public static readonly PageText What = new("Attribute or programme", "ព័ត៌មាន ឬកម្មវិធី");
    public static readonly PageText More = new("More in so many", "ច្រើនជាងក្នុង");
    public static readonly PageText Less = new("Less in so many", "តិចជាងក្នុង");
    public static readonly PageText Chart = new("Admitted and refused, before and after", "អនុញ្ញាត និងបដិសេធ មុន និងក្រោយ");
    public static readonly PageText ChartSummary = new("{0} exchanges were admitted before, and {1} would be.", "មុននេះ ការផ្លាស់ប្ដូរ {0} ត្រូវបានអនុញ្ញាត ហើយ {1} នឹងត្រូវអនុញ្ញាត។");
    public static readonly PageText Moment = new("When", "ពេលណា");
    public static readonly PageText Before = new("before", "មុន");
    public static readonly PageText After = new("with the draft", "ជាមួយសេចក្ដីព្រាង");
    public static readonly PageText Admitted = new("admitted", "អនុញ្ញាត");
    public static readonly PageText Refused = new("refused by a scope", "បដិសេធដោយវិសាលភាព");

    public static readonly PageText AdviceTitle = new("Unused grants", "សិទ្ធិដែលមិនប្រើ");
    public static readonly PageText AdviceIntro = new(
        "What scopes in force allow, and no exchange of the last days asked for or was given. What nobody needs is better not allowed.",
        "អ្វីដែលវិសាលភាពជាធរមានអនុញ្ញាត តែគ្មានការផ្លាស់ប្ដូរណាក្នុងថ្ងៃចុងក្រោយបានសួរ ឬទទួល។ អ្វីដែលគ្មាននរណាត្រូវការ គួរកុំអនុញ្ញាត។");
    public static readonly PageText Show = new("Show", "បង្ហាញ");
    public static readonly PageText AllScopes = new("all scopes in force", "វិសាលភាពជាធរមានទាំងអស់");
    public static readonly PageText Unused = new("Unused", "មិនប្រើ");
    public static readonly PageText Kind = new("What kind", "ប្រភេទ");
    public static readonly PageText Early = new("in force for {0} of {1} days only: it may be too early to tell", "ជាធរមានតែ {0} ថ្ងៃក្នុងចំណោម {1} ថ្ងៃ៖ ប្រហែលនៅលឿនពេក");
    public static readonly PageText Counted = new("{0} exchanges in {1} days", "ការផ្លាស់ប្ដូរ {0} ក្នុង {1} ថ្ងៃ");
    public static readonly PageText AllUsed = new("All it allows is used.", "អ្វីៗទាំងអស់ដែលអនុញ្ញាត ត្រូវបានប្រើ។");
    public static readonly PageText NothingLeft = new("Without what is unused nothing would be left to allow. Consider whether to revoke the scope.", "បើដកអ្វីដែលមិនប្រើ គ្មានអ្វីនៅសល់ទេ។ សូមពិចារណាដកហូតវិសាលភាពនេះ។");
    public static readonly PageText DraftWithout = new("Draft a version without these", "ព្រាងកំណែដែលគ្មានអ្វីទាំងនេះ");
    public static readonly PageText Changed = new("The scope is not in force any more, or all it allows is used by now.", "វិសាលភាពនេះលែងជាធរមាន ឬអ្វីៗទាំងអស់ត្រូវបានប្រើហើយ។");
    public static readonly PageText Table = new("All that is unused", "អ្វីៗទាំងអស់ដែលមិនប្រើ");

    public static readonly PageText TryLink = new("Simulate what it would show", "សាកល្បងអ្វីដែលវានឹងបង្ហាញ");
    public static readonly PageText ReplayLink = new("Replay the last days against it", "ចាក់ថ្ងៃចុងក្រោយឡើងវិញជាមួយវា");
    public static readonly PageText AdviceLink = new("What of it nobody uses", "អ្វីដែលគ្មាននរណាប្រើ");

    /// <summary>That a number of days is none.</summary>
    public static PageText DaysWrongUpTo(int most, PageLanguage language) => new(DaysWrong.In(language, most), DaysWrong.In(language, most));

    public static PageText Of(AdmissionOutcome rule) => rule switch
    {
        AdmissionOutcome.NoScope => new("no scope would be in force", "គ្មានវិសាលភាពជាធរមាន"),
        AdmissionOutcome.PurposeOutsideScope => new("no scope would name the purpose", "គ្មានវិសាលភាពចែងគោលបំណង"),
        AdmissionOutcome.OperationOutsideScope => new("the scope would not name the operation", "វិសាលភាពមិនចែងប្រតិបត្តិការ"),
        AdmissionOutcome.ProgrammeOutsideScope => new("the scope would not name a programme asked about", "វិសាលភាពមិនចែងកម្មវិធីដែលសួរ"),
        _ => new($"{rule}", $"{rule}"),
    };
}
