using Interop.Gateway.Misuse;
using Interop.Identity.Keys;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Signals;

/// <summary>The texts of the pages that show signals of misuse.</summary>
internal static class SignalTexts
{
    public static readonly PageText Title = new("Signals of misuse", "សញ្ញានៃការប្រើខុស");
    public static readonly PageText Intro = new(
        "Patterns in the audit log that an officer should look at. A signal is a question and not a verdict: there may be a good reason.",
        "លំនាំក្នុងកំណត់ហេតុសវនកម្មដែលមន្ត្រីគួរពិនិត្យ។ សញ្ញាជាសំណួរ មិនមែនជាការកាត់ទោសទេ៖ អាចមានហេតុផលសមស្រប។");
    public static readonly PageText Kind = new("What was seen", "អ្វីដែលបានឃើញ");
    public static readonly PageText State = new("State", "ស្ថានភាព");
    public static readonly PageText Every = new("all", "ទាំងអស់");
    public static readonly PageText Show = new("Show", "បង្ហាញ");
    public static readonly PageText Institution = new("Institution", "ស្ថាប័ន");
    public static readonly PageText Several = new("several", "ច្រើន");
    public static readonly PageText User = new("User", "អ្នកប្រើ");
    public static readonly PageText Keys = new("Credentials", "សោ");
    public static readonly PageText First = new("First seen", "ឃើញដំបូង");
    public static readonly PageText Last = new("Last seen", "ឃើញចុងក្រោយ");
    public static readonly PageText Number = new("Signal {0}", "សញ្ញាលេខ {0}");
    public static readonly PageText Decided = new("Decided", "បានសម្រេច");
    public static readonly PageText By = new("{0}, {1}", "{0} {1}");
    public static readonly PageText Note = new("Note", "កំណត់ចំណាំ");
    public static readonly PageText Occurrences = new("When it was seen", "ពេលណាដែលបានឃើញ");
    public static readonly PageText Period = new("Period", "រយៈពេល");
    public static readonly PageText Evidence = new("First audit entries", "កំណត់ត្រាសវនកម្មដំបូងៗ");
    public static readonly PageText Log = new("Log", "កំណត់ហេតុ");
    public static readonly PageText CanDo = new("What you can do", "អ្វីដែលអ្នកអាចធ្វើ");
    public static readonly PageText Looks = new("Auditors look and change nothing.", "សវនករមើល តែមិនកែប្រែអ្វីទេ។");
    public static readonly PageText Settled = new("It is dismissed; nothing is left to decide.", "វាត្រូវបានបដិសេធចោល គ្មានអ្វីត្រូវសម្រេចទៀតទេ។");
    public static readonly PageText Acknowledge = new("Acknowledge", "ទទួលស្គាល់");
    public static readonly PageText AcknowledgeSure = new("You have looked at it and follow it up.", "អ្នកបានពិនិត្យវា ហើយកំពុងតាមដាន។");
    public static readonly PageText Dismiss = new("Dismiss", "បដិសេធចោល");
    public static readonly PageText DismissSure = new(
        "You have looked at it and it is nothing. While the matter goes on it stays dismissed. This cannot be undone.",
        "អ្នកបានពិនិត្យវា ហើយគ្មានបញ្ហាអ្វីទេ។ ទោះរឿងនេះបន្តក៏វានៅតែបដិសេធចោល។ មិនអាចត្រឡប់វិញបានទេ។");
    public static readonly PageText Why = new("Why, for the record", "មូលហេតុ សម្រាប់កំណត់ត្រា");
    public static readonly PageText Suspend = new("Suspend the key", "ផ្អាកសោ");
    public static readonly PageText SuspendSure = new(
        "Its next call is refused, and so are the tokens got with it. Everybody who works with this key at the institution stands still until the key is resumed.",
        "ការហៅបន្ទាប់របស់វានឹងត្រូវបដិសេធ រួមទាំងថូខឹនដែលបានពីវា។ អ្នកគ្រប់គ្នានៅស្ថាប័នដែលប្រើសោនេះត្រូវផ្អាក រហូតដល់សោបន្តឡើងវិញ។");

    public static readonly PageText Resume = new("Resume the key", "បើកសោឡើងវិញ");
    public static readonly PageText ResumeSure = new(
        "It lets the institution in again from its next call on.", "សោនេះនឹងអនុញ្ញាតឱ្យស្ថាប័នចូលវិញ ចាប់ពីការហៅបន្ទាប់។");
    public static readonly PageText Resumed = new("The key is in force again.", "សោមានប្រសិទ្ធភាពឡើងវិញ។");
    public static readonly PageText NotSuspendedHere = new(
        "The key was not suspended because of this signal; whoever suspended it resumes it.", "សោនេះមិនត្រូវបានផ្អាកដោយសារសញ្ញានេះទេ អ្នកដែលបានផ្អាកត្រូវបើកវិញ។");
    public static readonly PageText Acts = new("What officers did", "អ្វីដែលមន្ត្រីបានធ្វើ");
    public static readonly PageText ActsHint = new(
        "Each step is in the audit log too, with the officer's name.", "ជំហាននីមួយៗក៏មានក្នុងកំណត់ហេតុសវនកម្ម ជាមួយឈ្មោះមន្ត្រីដែរ។");
    public static readonly PageText When = new("When", "ពេលណា");
    public static readonly PageText Who = new("Officer", "មន្ត្រី");
    public static readonly PageText What = new("Step", "ជំហាន");
    public static readonly PageText KeyId = new("Key", "សោ");

    public static readonly PageText Suspended = new("The key is suspended. Its next call is refused.", "សោត្រូវបានផ្អាក។ ការហៅបន្ទាប់របស់វានឹងត្រូវបដិសេធ។");
    public static readonly PageText NoSuchKey = new("The signal names no such key of this hub.", "សញ្ញានេះមិនមានសោបែបនេះរបស់ប្រព័ន្ធទេ។");
    public static readonly PageText NotInForce = new("The key is revoked or expired and lets nobody in.", "សោត្រូវបានដកហូត ឬផុតកំណត់ ហើយមិនអនុញ្ញាតឱ្យនរណាចូលទេ។");

    public static PageText Of(SignalKind kind) => kind switch
    {
        SignalKind.Enumeration => new("Numbers are being tried", "មានការសាកលេខ"),
        SignalKind.NoLaterClaim => new("Looked up for care, and no payment follows", "រកមើលសម្រាប់ការព្យាបាល តែគ្មានការទូទាត់តាមក្រោយ"),
        SignalKind.ManyPeople => new("One user asks about far more people than the others", "អ្នកប្រើម្នាក់សួរអំពីមនុស្សច្រើនជាងអ្នកដទៃឆ្ងាយ"),
        SignalKind.NightBurst => new("Far more at night than usual", "ច្រើនជាងធម្មតាខ្លាំងនៅពេលយប់"),
        _ => new("Many institutions ask about one person", "ស្ថាប័នច្រើនសួរអំពីមនុស្សម្នាក់"),
    };

    /// <summary>What the count of a kind counts.</summary>
    public static PageText CountOf(SignalKind kind) => kind switch
    {
        SignalKind.Enumeration or SignalKind.ManyPeople => new("People asked about", "មនុស្សដែលត្រូវបានសួរ"),
        SignalKind.NoLaterClaim => new("People without a payment", "មនុស្សដែលគ្មានការទូទាត់"),
        SignalKind.NightBurst => new("Exchanges", "ការផ្លាស់ប្ដូរ"),
        _ => new("Institutions", "ស្ថាប័ន"),
    };

    /// <summary>What it is measured against.</summary>
    public static PageText UsualOf(SignalKind kind) => kind switch
    {
        SignalKind.Enumeration or SignalKind.ManyInstitutions => new("Noted from", "កត់ត្រាចាប់ពី"),
        SignalKind.NoLaterClaim => new("Without a payment elsewhere, in a hundred", "គ្មានការទូទាត់នៅកន្លែងផ្សេង ក្នុងមួយរយ"),
        SignalKind.ManyPeople => new("Median of the others", "មេដ្យាននៃអ្នកដទៃ"),
        _ => new("Usual there", "ធម្មតានៅទីនោះ"),
    };

    public static PageText Of(SignalState state) => state switch
    {
        SignalState.Open => new("open", "បើក"),
        SignalState.Acknowledged => new("acknowledged", "បានទទួលស្គាល់"),
        _ => new("dismissed", "បានបដិសេធចោល"),
    };

    public static PageText Of(SignalStep step) => step switch
    {
        SignalStep.Acknowledged => Of(SignalState.Acknowledged),
        SignalStep.Dismissed => Of(SignalState.Dismissed),
        SignalStep.KeySuspended => new("key suspended", "បានផ្អាកសោ"),
        _ => new("key resumed", "បានបើកសោឡើងវិញ"),
    };

    public static PageText Of(KeyState state) => state switch
    {
        KeyState.InForce => new("in force", "ជាធរមាន"),
        KeyState.Suspended => new("suspended", "បានផ្អាក"),
        KeyState.Revoked => new("revoked", "បានដកហូត"),
        _ => new("expired", "ផុតកំណត់"),
    };

    public static PageText Done(SignalState state) => state == SignalState.Acknowledged
        ? new("Acknowledged, with your name.", "បានទទួលស្គាល់ ដោយមានឈ្មោះរបស់អ្នក។")
        : new("Dismissed, with your name.", "បានបដិសេធចោល ដោយមានឈ្មោះរបស់អ្នក។");

    public static PageText Refusal(SignalOutcome outcome) => outcome switch
    {
        SignalOutcome.NoteMissing => new("Say in a few words why, in at most 500 characters.", "សូមប្រាប់មូលហេតុដោយសង្ខេប មិនលើសពី ៥០០ តួអក្សរ។"),
        SignalOutcome.KeyNotInForce => NotInForce,
        SignalOutcome.AlreadyDecided => new("Somebody decided meanwhile; see below where it stands now.", "មាននរណាម្នាក់បានសម្រេចរួចហើយ សូមមើលស្ថានភាពខាងក្រោម។"),
        _ => new("There is no such signal.", "គ្មានសញ្ញានេះទេ។"),
    };
}
