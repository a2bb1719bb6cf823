using Interop.Gateway.Consents;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Embargoes;

/// <summary>The texts of the pages that show embargoes.</summary>
internal static class EmbargoTexts
{
    public static readonly PageText Title = new("Embargoes", "ការហាមបង្ហាញ");
    public static readonly PageText One = new("An embargo", "ការហាមបង្ហាញមួយ");
    public static readonly PageText Intro = new(
        "For an investigation, what one institution asked about one person stays out of that person's own report until a day. Two officers must want it. Afterwards the person is shown everything, and that it was withheld.",
        "សម្រាប់ការស៊ើបអង្កេត អ្វីដែលស្ថាប័នមួយបានសួរអំពីបុគ្គលម្នាក់ មិនត្រូវបង្ហាញក្នុងរបាយការណ៍របស់បុគ្គលនោះរហូតដល់ថ្ងៃកំណត់។ ត្រូវការមន្ត្រីពីរនាក់។ ក្រោយមកបុគ្គលនឹងឃើញទាំងអស់ រួមទាំងការដែលវាត្រូវបានលាក់។");
    public static readonly PageText Status = new("Status", "ស្ថានភាព");
    public static readonly PageText Every = new("all", "ទាំងអស់");
    public static readonly PageText Show = new("Show", "បង្ហាញ");
    public static readonly PageText Institution = new("Institution whose questions are hidden", "ស្ថាប័នដែលសំណួររបស់គេត្រូវលាក់");
    public static readonly PageText Case = new("Case number of the institution", "លេខសំណុំរឿងរបស់ស្ថាប័ន");
    public static readonly PageText EveryCase = new("every case", "គ្រប់សំណុំរឿង");
    public static readonly PageText Until = new("Last day", "ថ្ងៃចុងក្រោយ");
    public static readonly PageText LegalBasis = new("Legal basis", "មូលដ្ឋានច្បាប់");
    public static readonly PageText Reason = new("Reason", "មូលហេតុ");
    public static readonly PageText Requested = new("Requested", "បានស្នើ");
    public static readonly PageText Approved = new("Approved", "បានអនុម័ត");
    public static readonly PageText Refused = new("Refused", "បានបដិសេធ");
    public static readonly PageText Lifted = new("Lifted", "បានដកចេញ");
    public static readonly PageText By = new("{0}, {1}", "{0} {1}");
    public static readonly PageText Because = new("Because", "ដោយសារ");
    public static readonly PageText CanDo = new("What you can do", "អ្វីដែលអ្នកអាចធ្វើ");
    public static readonly PageText NothingLeft = new("Nothing is left to decide. To go on, ask for a new embargo.", "គ្មានអ្វីត្រូវសម្រេចទៀតទេ។ ដើម្បីបន្ត សូមស្នើការហាមបង្ហាញថ្មី។");
    public static readonly PageText Yours = new("You asked for it, so another officer must approve it.", "អ្នកជាអ្នកស្នើ ដូច្នេះមន្ត្រីផ្សេងត្រូវអនុម័ត។");

    public static readonly PageText Request = new("Ask for an embargo", "ស្នើការហាមបង្ហាញ");
    public static readonly PageText RequestSure = new("It hides nothing until another officer approves it.", "វាមិនលាក់អ្វីទេ រហូតដល់មន្ត្រីផ្សេងអនុម័ត។");
    public static readonly PageText Choose = new("choose", "ជ្រើសរើស");
    public static readonly PageText CaseHint = new("Leave empty for every case. Only questions that carry exactly this number are hidden.", "ទុកទទេសម្រាប់គ្រប់សំណុំរឿង។ លាក់តែសំណួរដែលមានលេខនេះពិតប្រាកដ។");
    public static readonly PageText UntilHint = new("In Cambodia; at most a year from today. To extend it, ask for a new one.", "តាមម៉ោងកម្ពុជា យ៉ាងយូរមួយឆ្នាំពីថ្ងៃនេះ។ ដើម្បីពន្យារ សូមស្នើថ្មី។");
    public static readonly PageText TextHint = new("At most 500 characters, and without a name or number of the person.", "មិនលើសពី ៥០០ តួអក្សរ ហើយគ្មានឈ្មោះ ឬលេខរបស់បុគ្គល។");
    public static readonly PageText BasisHint = new("The law or the order of a court that allows it.", "ច្បាប់ ឬដីកាតុលាការដែលអនុញ្ញាត។");
    public static readonly PageText Send = new("Ask for it", "ស្នើ");

    public static readonly PageText Approve = new("Approve", "អនុម័ត");
    public static readonly PageText ApproveSure = new(
        "From now on the person's own report leaves these questions out. Take the number of the person from the case file, so that two officers have read whom it is about.",
        "ចាប់ពីពេលនេះ របាយការណ៍របស់បុគ្គលមិនបង្ហាញសំណួរទាំងនេះទេ។ សូមយកលេខបុគ្គលពីសំណុំរឿង ដើម្បីឱ្យមន្ត្រីពីរនាក់បានអានថាវាអំពីនរណា។");
    public static readonly PageText Refuse = new("Refuse", "បដិសេធ");
    public static readonly PageText RefuseSure = new("The request ends and hides nothing.", "សំណើត្រូវបញ្ចប់ ហើយមិនលាក់អ្វីទេ។");
    public static readonly PageText Lift = new("Lift it now", "ដកចេញឥឡូវនេះ");
    public static readonly PageText LiftSure = new("From now on the person sees these questions, and that they were withheld. This cannot be undone.", "ចាប់ពីពេលនេះ បុគ្គលឃើញសំណួរទាំងនេះ និងការដែលវាត្រូវបានលាក់។ មិនអាចត្រឡប់វិញបានទេ។");

    public static readonly PageText DoneRequested = new("The embargo is asked for. Another officer decides.", "បានស្នើការហាមបង្ហាញ។ មន្ត្រីផ្សេងនឹងសម្រេច។");
    public static readonly PageText DoneApproved = new("Approved. It hides from now on.", "បានអនុម័ត។ វាលាក់ចាប់ពីពេលនេះ។");
    public static readonly PageText DoneRefused = new("Refused.", "បានបដិសេធ។");
    public static readonly PageText DoneLifted = new("Lifted. Everything is shown again.", "បានដកចេញ។ ទាំងអស់ត្រូវបង្ហាញវិញ។");

    public static PageText Of(EmbargoStatus status) => status switch
    {
        EmbargoStatus.Requested => new("waits for approval", "រង់ចាំការអនុម័ត"),
        EmbargoStatus.Active => new("in force", "ជាធរមាន"),
        EmbargoStatus.Refused => new("refused", "បានបដិសេធ"),
        EmbargoStatus.Lifted => new("lifted", "បានដកចេញ"),
        EmbargoStatus.Ended => new("ended", "បានបញ្ចប់"),
        _ => new("lapsed undecided", "ហួសពេលដោយមិនបានសម្រេច"),
    };

    public static PageText Refusal(EmbargoOutcome outcome) => outcome switch
    {
        EmbargoOutcome.NoSuchPerson => PersonTexts.Unknown,
        EmbargoOutcome.SeveralPeople => PersonTexts.Several,
        EmbargoOutcome.TextNamesPerson => PersonTexts.InText,
        EmbargoOutcome.OwnApproval => Yours,
        EmbargoOutcome.NothingToDecide => new("It was decided before, or its last day is over.", "វាត្រូវបានសម្រេចរួចហើយ ឬថ្ងៃចុងក្រោយបានហួស។"),
        EmbargoOutcome.AnotherPerson => new("This is not the number of the person it is about. Nothing was changed.", "នេះមិនមែនជាលេខរបស់បុគ្គលដែលវាពាក់ព័ន្ធទេ។ គ្មានអ្វីត្រូវបានកែប្រែទេ។"),
        EmbargoOutcome.NotInForce => new("It is not in force.", "វាមិនមែនជាធរមានទេ។"),
        EmbargoOutcome.NoteMissing => PersonTexts.NoteWrong,
        EmbargoOutcome.NotRecorded => PersonTexts.NotRecorded,
        EmbargoOutcome.NoSuchEmbargo => new("There is no such embargo.", "គ្មានការហាមបង្ហាញបែបនេះទេ។"),
        _ => PersonTexts.Wrong,
    };

    /// <summary>What is wrong, and at which field.</summary>
    public static (string Field, PageText Fault) Of(EmbargoFault fault) => fault switch
    {
        EmbargoFault.Identifier => ("subject", PersonTexts.Wrong),
        EmbargoFault.Institution => ("institution", new("Choose the institution.", "សូមជ្រើសរើសស្ថាប័ន។")),
        EmbargoFault.Case => ("case", new("A case number has at most 64 letters, digits and signs of the Latin alphabet.", "លេខសំណុំរឿងមានអក្សរ លេខ និងសញ្ញាឡាតាំងមិនលើសពី ៦៤។")),
        EmbargoFault.Until => ("until", new("Write a day as 2027-11-25 that is not over and at most a year from today.", "សូមសរសេរថ្ងៃដូចជា 2027-11-25 ដែលមិនទាន់ហួស ហើយមិនលើសពីមួយឆ្នាំពីថ្ងៃនេះ។")),
        EmbargoFault.Reason => ("reason", PersonTexts.NoteWrong),
        _ => ("basis", new("Write the legal basis, in at most 500 characters.", "សូមសរសេរមូលដ្ឋានច្បាប់ មិនលើសពី ៥០០ តួអក្សរ។")),
    };
}
