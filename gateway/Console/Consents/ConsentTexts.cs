using Interop.Gateway.Consents;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Consents;

/// <summary>The texts of the pages that show consents.</summary>
internal static class ConsentTexts
{
    public static readonly PageText Title = new("Consents", "ការយល់ព្រម");
    public static readonly PageText One = new("A consent", "ការយល់ព្រមមួយ");
    public static readonly PageText Intro = new(
        "What people themselves let an institution learn about them, and what they have taken back. Who a person is cannot be read from the register; it finds people by their number alone.",
        "អ្វីដែលប្រជាពលរដ្ឋអនុញ្ញាតឱ្យស្ថាប័នដឹងអំពីខ្លួន និងអ្វីដែលគេបានដកវិញ។ បញ្ជីមិនអាចបង្ហាញថាបុគ្គលជានរណាទេ វារកឃើញតាមលេខតែប៉ុណ្ណោះ។");
    public static readonly PageText Form = new("What is looked for", "អ្វីដែលត្រូវរក");
    public static readonly PageText Grantee = new("Institution that may ask", "ស្ថាប័នដែលអាចសួរ");
    public static readonly PageText Status = new("Status", "ស្ថានភាព");
    public static readonly PageText Every = new("all", "ទាំងអស់");
    public static readonly PageText Search = new("Search", "ស្វែងរក");
    public static readonly PageText Found = new("Consents found, those recorded last first", "ការយល់ព្រមដែលរកឃើញ ថ្មីជាងគេមុន");
    public static readonly PageText Purposes = new("Purposes", "គោលបំណង");
    public static readonly PageText Attributes = new("Attributes", "ព័ត៌មាន");
    public static readonly PageText AllGranted = new("all that its scope grants", "ទាំងអស់ដែលវិសាលភាពផ្ដល់");
    public static readonly PageText From = new("First day", "ថ្ងៃដំបូង");
    public static readonly PageText To = new("Last day", "ថ្ងៃចុងក្រោយ");
    public static readonly PageText Medium = new("Given", "បានផ្ដល់");
    public static readonly PageText Document = new("Where the paper or recording is", "កន្លែងដែលឯកសារ ឬការថតនៅ");
    public static readonly PageText Recorded = new("Recorded", "បានកត់ត្រា");
    public static readonly PageText By = new("{0}, {1}", "{0} {1}");
    public static readonly PageText Withdrawn = new("Withdrawn", "បានដកវិញ");
    public static readonly PageText Because = new("Because", "ដោយសារ");
    public static readonly PageText CanDo = new("What you can do", "អ្វីដែលអ្នកអាចធ្វើ");
    public static readonly PageText Withdraw = new("Withdraw the consent", "ដកការយល់ព្រម");
    public static readonly PageText WithdrawSure = new(
        "From the next question on, the institution learns nothing more on the ground of this consent. This cannot be undone; a new consent can be given. Name the person again, so that nobody's consent is ended by mistake.",
        "ចាប់ពីសំណួរបន្ទាប់ ស្ថាប័ននឹងមិនដឹងអ្វីទៀតដោយផ្អែកលើការយល់ព្រមនេះទេ។ មិនអាចត្រឡប់វិញបានទេ ប៉ុន្តែអាចផ្ដល់ការយល់ព្រមថ្មីបាន។ សូមបញ្ជាក់លេខបុគ្គលម្ដងទៀត ដើម្បីកុំឱ្យដកខុស។");
    public static readonly PageText NothingLeft = new("It is withdrawn; nothing is left to do.", "វាត្រូវបានដកវិញហើយ គ្មានអ្វីត្រូវធ្វើទៀតទេ។");
    public static readonly PageText Kept = new("The consent is recorded and counts from its first day on.", "ការយល់ព្រមត្រូវបានកត់ត្រា ហើយមានប្រសិទ្ធភាពចាប់ពីថ្ងៃដំបូងរបស់វា។");
    public static readonly PageText Ended = new("The consent is withdrawn. The next question is refused.", "ការយល់ព្រមត្រូវបានដកវិញ។ សំណួរបន្ទាប់នឹងត្រូវបដិសេធ។");

    public static readonly PageText Give = new("Record a consent", "កត់ត្រាការយល់ព្រម");
    public static readonly PageText Choose = new("choose", "ជ្រើសរើស");
    public static readonly PageText OnlyThese = new("Only these attributes (tick none for all that the institution's scope grants)", "តែព័ត៌មានទាំងនេះ (កុំគូសអ្វីទេ ដើម្បីឱ្យទាំងអស់ដែលវិសាលភាពផ្ដល់)");
    public static readonly PageText HowGiven = new("How it was given", "បានផ្ដល់ដោយរបៀបណា");
    public static readonly PageText DocumentHint = new("In your own words, at most 64 characters, and without a number of the person.", "តាមពាក្យរបស់អ្នក មិនលើសពី ៦៤ តួអក្សរ ហើយគ្មានលេខរបស់បុគ្គល។");
    public static readonly PageText ToHint = new("A year is usual, five years are the most.", "ជាធម្មតាមួយឆ្នាំ យ៉ាងយូរប្រាំឆ្នាំ។");
    public static readonly PageText Keep = new("Record it", "កត់ត្រា");

    public static PageText Of(ConsentStatus status) => status switch
    {
        ConsentStatus.Upcoming => new("not yet begun", "មិនទាន់ចាប់ផ្ដើម"),
        ConsentStatus.Active => new("in force", "ជាធរមាន"),
        ConsentStatus.Expired => new("expired", "ផុតកំណត់"),
        _ => new("withdrawn", "បានដកវិញ"),
    };

    public static PageText Of(ConsentMedium medium) => medium switch
    {
        ConsentMedium.Written => new("in writing", "ជាលាយលក្ខណ៍អក្សរ"),
        ConsentMedium.InPerson => new("in person", "ដោយផ្ទាល់មាត់"),
        _ => new("electronically", "តាមអេឡិចត្រូនិក"),
    };

    public static PageText Refusal(ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.NoSuchPerson => PersonTexts.Unknown,
        ConsentOutcome.SeveralPeople => PersonTexts.Several,
        ConsentOutcome.TextNamesPerson => PersonTexts.InText,
        ConsentOutcome.AlreadyWithdrawn => new("It was withdrawn before.", "វាត្រូវបានដកវិញរួចហើយ។"),
        ConsentOutcome.AnotherPerson => new("This is not the number of the person who consented. Nothing was changed.", "នេះមិនមែនជាលេខរបស់អ្នកដែលបានយល់ព្រមទេ។ គ្មានអ្វីត្រូវបានកែប្រែទេ។"),
        ConsentOutcome.NoteMissing => PersonTexts.NoteWrong,
        ConsentOutcome.NotRecorded => PersonTexts.NotRecorded,
        ConsentOutcome.NoSuchConsent => new("There is no such consent.", "គ្មានការយល់ព្រមបែបនេះទេ។"),
        _ => PersonTexts.Wrong,
    };

    /// <summary>What is wrong, and at which field.</summary>
    public static (string Field, PageText Fault) Of(ConsentFault fault) => fault switch
    {
        ConsentFault.Identifier => ("subject", PersonTexts.Wrong),
        ConsentFault.Grantee => ("grantee", new("Choose the institution that may ask.", "សូមជ្រើសរើសស្ថាប័នដែលអាចសួរ។")),
        ConsentFault.Purposes => ("purposes", new("Tick at least one purpose.", "សូមគូសគោលបំណងយ៉ាងតិចមួយ។")),
        ConsentFault.Attributes => ("attributes", new("There is no such attribute.", "គ្មានព័ត៌មានបែបនេះទេ។")),
        ConsentFault.From => ("from", new("Write a day as 2026-11-25, at most a year before or after today.", "សូមសរសេរថ្ងៃដូចជា 2026-11-25 មិនលើសពីមួយឆ្នាំមុន ឬក្រោយថ្ងៃនេះ។")),
        ConsentFault.To => ("to", new("Write a day as 2027-11-25 that is neither over nor before the first.", "សូមសរសេរថ្ងៃដូចជា 2027-11-25 ដែលមិនទាន់ហួស ហើយមិនមុនថ្ងៃដំបូង។")),
        ConsentFault.Period => ("to", new("A consent lasts five years at most.", "ការយល់ព្រមមានរយៈពេលយ៉ាងយូរប្រាំឆ្នាំ។")),
        ConsentFault.Medium => ("medium", new("Choose how it was given.", "សូមជ្រើសរើសរបៀបដែលបានផ្ដល់។")),
        _ => ("document", new("Write where the paper is, in at most 64 characters.", "សូមសរសេរកន្លែងឯកសារ មិនលើសពី ៦៤ តួអក្សរ។")),
    };
}
