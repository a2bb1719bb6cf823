using Interop.Gateway.Exchanges;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>The texts of the pages that make reports, and of the report.</summary>
internal static class ReportTexts
{
    public static readonly PageText Title = new("What is held about a person", "អ្វីដែលរក្សាទុកអំពីបុគ្គលម្នាក់");
    public static readonly PageText Intro = new(
        "Answers a person who has asked in writing: what each registry and the hub hold about them, and everybody who was told, when, what and why.",
        "ឆ្លើយតបបុគ្គលដែលបានស្នើជាលាយលក្ខណ៍អក្សរ៖ អ្វីដែលបញ្ជិកានីមួយៗ និងប្រព័ន្ធរក្សាទុកអំពីគាត់ និងអ្នកទាំងអស់ដែលបានទទួលព័ត៌មាន ពេលណា អ្វី និងហេតុអ្វី។");
    public static readonly PageText MyTitle = new("My data", "ទិន្នន័យរបស់ខ្ញុំ");
    public static readonly PageText MyIntro = new(
        "For the person standing here. Check who the person is first; show and print the answer for nobody else.",
        "សម្រាប់បុគ្គលដែលនៅទីនេះ។ សូមពិនិត្យអត្តសញ្ញាណរបស់គាត់ជាមុនសិន ហើយកុំបង្ហាញ ឬបោះពុម្ពចម្លើយឱ្យអ្នកផ្សេង។");
    public static readonly PageText Watched = new(
        "Each report, and each file made of it, is an entry of the audit log with your name, and stands in the person's next report.",
        "របាយការណ៍នីមួយៗ និងឯកសារនីមួយៗ ត្រូវបានកត់ត្រាក្នុងកំណត់ហេតុសវនកម្មជាមួយឈ្មោះរបស់អ្នក ហើយនឹងមានក្នុងរបាយការណ៍បន្ទាប់របស់បុគ្គលនោះ។");
    public static readonly PageText NoOffice = new(
        "No institution of the kind data-protection-office is registered, so there is no scope to ask under.",
        "គ្មានស្ថាប័នប្រភេទ data-protection-office ត្រូវបានចុះបញ្ជីទេ ដូច្នេះគ្មានវិសាលភាពសម្រាប់សួរទេ។");

    public static readonly PageText Type = new("Kind of number", "ប្រភេទលេខ");
    public static readonly PageText Value = new("Number", "លេខ");
    public static readonly PageText Request = new("File number of the written request", "លេខសំណុំឯកសារនៃសំណើ");
    public static readonly PageText RequestHint = new(
        "Letters, digits and signs without spaces, e.g. SAR-2026-014. It is kept in the audit log, so no name and no number of the person.",
        "អក្សរឡាតាំង លេខ និងសញ្ញា ដោយគ្មានដកឃ្លា ឧ. SAR-2026-014។ វាត្រូវបានរក្សាក្នុងកំណត់ហេតុ ដូច្នេះកុំដាក់ឈ្មោះ ឬលេខរបស់បុគ្គល។");
    public static readonly PageText Document = new("Identity document seen", "ឯកសារអត្តសញ្ញាណដែលបានពិនិត្យ");
    public static readonly PageText Seen = new("I have seen this document and the person in front of me is its holder.", "ខ្ញុំបានពិនិត្យឯកសារនេះ ហើយបុគ្គលដែលនៅចំពោះមុខខ្ញុំគឺជាម្ចាស់ឯកសារ។");
    public static readonly PageText Show = new("Make the report", "បង្កើតរបាយការណ៍");
    public static readonly PageText Json = new("Download as JSON", "ទាញយកជា JSON");
    public static readonly PageText Csv = new("Download who was told as CSV", "ទាញយកបញ្ជីអ្នកបានទទួលព័ត៌មានជា CSV");
    public static readonly PageText Another = new("Another person", "បុគ្គលផ្សេង");
    public static readonly PageText End = new("End session for this person", "បញ្ចប់សម្រាប់បុគ្គលនេះ");
    public static readonly PageText Anew = new("Each of these makes the report anew, and is recorded.", "សកម្មភាពនីមួយៗបង្កើតរបាយការណ៍ជាថ្មី ហើយត្រូវបានកត់ត្រា។");

    public static readonly IReadOnlyDictionary<string, PageText> Documents = new Dictionary<string, PageText>
    {
        ["national-id-card"] = new("National identity card", "អត្តសញ្ញាណប័ណ្ណ"),
        ["family-book"] = new("Family book", "សៀវភៅគ្រួសារ"),
        ["birth-certificate"] = new("Birth certificate", "សំបុត្រកំណើត"),
        ["passport"] = new("Passport", "លិខិតឆ្លងដែន"),
        ["equity-card"] = new("Equity card", "ប័ណ្ណសមធម៌"),
    };

    public static readonly PageText Heading = new("What is held about you, and who was told", "អ្វីដែលរក្សាទុកអំពីអ្នក និងអ្នកដែលបានទទួលព័ត៌មាន");
    public static readonly PageText About = new("About", "អំពី");
    public static readonly PageText MadeOn = new("Made on", "បង្កើតនៅ");
    public static readonly PageText MadeBy = new("Made by", "បង្កើតដោយ");
    public static readonly PageText Reference = new("Because of", "ដោយសារ");
    public static readonly PageText DocumentSeen = new("{0}, seen by the clerk", "{0} ដែលបុគ្គលិកបានពិនិត្យ");
    public static readonly PageText Number = new("Number of this report", "លេខរបាយការណ៍");
    public static readonly PageText Receipt = new("Receipt of the audit log", "បង្កាន់ដៃកំណត់ហេតុសវនកម្ម");
    public static readonly PageText Held = new("What the registries hold", "អ្វីដែលបញ្ជិការក្សាទុក");
    public static readonly PageText Answered = new("Answered on {0}.", "បានឆ្លើយនៅ {0}។");
    public static readonly PageText HoldsNothingAtAll = new("It holds nothing about you that this office may show.", "វាមិនមានអ្វីអំពីអ្នកដែលការិយាល័យនេះអាចបង្ហាញបានទេ។");
    public static readonly PageText HoldsNothing = new("It holds nothing of:", "វាមិនមាន៖");
    public static readonly PageText NotLearned = new("Missing in this report:", "ខ្វះក្នុងរបាយការណ៍នេះ៖");
    public static readonly PageText NotGranted = new("This office may not show the following; ask the data protection office:", "ការិយាល័យនេះមិនអាចបង្ហាញអ្វីខាងក្រោមទេ សូមសួរការិយាល័យការពារទិន្នន័យ៖");
    public static readonly PageText Yes = new("yes", "បាទ/ចាស");
    public static readonly PageText No = new("no", "ទេ");
    public static readonly PageText Hub = new("What the hub itself holds", "អ្វីដែលប្រព័ន្ធផ្ទាល់រក្សាទុក");
    public static readonly PageText HubIntro = new(
        "The hub keeps no content of registries. It keeps, sealed, that a registry knows you and since when, your numbers to find you by, and the audit log below.",
        "ប្រព័ន្ធមិនរក្សាទុកខ្លឹមសាររបស់បញ្ជិកាទេ។ វារក្សាទុកដោយបិទត្រាថាបញ្ជិកាណាស្គាល់អ្នក និងតាំងពីពេលណា លេខរបស់អ្នកសម្រាប់ស្វែងរក និងកំណត់ហេតុសវនកម្មខាងក្រោម។");
    public static readonly PageText Registry = new("Registry", "បញ្ជិកា");
    public static readonly PageText Capacity = new("Knows you as", "ស្គាល់អ្នកជា");
    public static readonly PageText From = new("From", "ចាប់ពី");
    public static readonly PageText To = new("To", "ដល់");
    public static readonly PageText Consents = new("What you have consented to", "អ្វីដែលអ្នកបានយល់ព្រម");
    public static readonly PageText Grantee = new("Who may ask", "អ្នកដែលអាចសួរ");
    public static readonly PageText Stands = new("It is", "ស្ថានភាព");
    public static readonly PageText Recorded = new("Recorded on", "កត់ត្រានៅ");
    public static readonly PageText Kept = new("Where the signed paper is", "កន្លែងរក្សាឯកសារចុះហត្ថលេខា");
    public static readonly PageText WasHidden = new("kept back from you until now for an investigation that is over", "បានរក្សាទុកមិនឱ្យអ្នកឃើញរហូតមកដល់ពេលនេះ ដោយសារការស៊ើបអង្កេតដែលបានបញ្ចប់");
    public static readonly PageText All = new("everything of: {0}", "អ្វីៗទាំងអស់របស់៖ {0}");
    public static readonly PageText Told = new("Who asked about you, and what they were told", "អ្នកដែលបានសួរអំពីអ្នក និងអ្វីដែលពួកគេបានទទួល");
    public static readonly PageText WholeFrom = new("The list is complete from {0} on. It is taken from the audit log {1}.", "បញ្ជីនេះពេញលេញចាប់ពី {0}។ វាដកស្រង់ពីកំណត់ហេតុសវនកម្ម {1}។");
    public static readonly PageText Behind = new("The newest {0} entries of the log are not searched yet. Make the report again in a moment.", "កំណត់ត្រាថ្មីបំផុត {0} មិនទាន់បានស្វែងរកទេ។ សូមបង្កើតរបាយការណ៍ម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText Most = new("The page shows the newest {0}. The files hold all of them.", "ទំព័រនេះបង្ហាញ {0} ចុងក្រោយ។ ឯកសារដែលទាញយកមានទាំងអស់។");
    public static readonly PageText NotListed = new(
        "Not listed: the making of this report, and calls that institutions make to each other's own services through the hub, which does not know whom those are about. The institution named answers for a line; tell it or the data protection office the number of the exchange.",
        "មិនមានក្នុងបញ្ជី៖ ការបង្កើតរបាយការណ៍នេះ និងការហៅសេវារវាងស្ថាប័នតាមរយៈប្រព័ន្ធ ដែលប្រព័ន្ធមិនដឹងថាអំពីនរណា។ ស្ថាប័នដែលមានឈ្មោះទទួលខុសត្រូវចំពោះបន្ទាត់របស់ខ្លួន សូមប្រាប់លេខការផ្លាស់ប្ដូរដល់ស្ថាប័ន ឬការិយាល័យការពារទិន្នន័យ។");
    public static readonly PageText At = new("When", "ពេលណា");
    public static readonly PageText Who = new("Who", "នរណា");
    public static readonly PageText What = new("What", "អ្វី");
    public static readonly PageText Why = new("Why", "ហេតុអ្វី");
    public static readonly PageText Result = new("What came of it", "លទ្ធផល");
    public static readonly PageText Exchange = new("Exchange", "លេខការផ្លាស់ប្ដូរ");
    public static readonly PageText Everything = new("all that the institution may see", "អ្វីៗទាំងអស់ដែលស្ថាប័នអាចមើលបាន");

    public static readonly PageText NotANumber = new("That is not a number of this kind. Check each digit.", "លេខនេះមិនត្រូវនឹងប្រភេទនេះទេ។ សូមពិនិត្យលេខនីមួយៗ។");
    public static readonly PageText NumberInReference = new("The file number holds the person's number, which must not be kept. Use another.", "លេខសំណុំឯកសារមានលេខរបស់បុគ្គល ដែលមិនត្រូវរក្សាទុក។ សូមប្រើលេខផ្សេង។");
    public static readonly PageText NoRequest = new("Give the file number of the written request: at most 40 letters, digits and signs without spaces.", "សូមបញ្ចូលលេខសំណុំឯកសារនៃសំណើ៖ មិនលើស ៤០ តួ ដោយគ្មានដកឃ្លា។");
    public static readonly PageText NoDocument = new("Say which identity document you have seen.", "សូមបញ្ជាក់ថាអ្នកបានពិនិត្យឯកសារអត្តសញ្ញាណណា។");
    public static readonly PageText NotSeen = new("Confirm that you have seen the document. Nothing was asked.", "សូមបញ្ជាក់ថាអ្នកបានពិនិត្យឯកសារ។ មិនទាន់បានសួរអ្វីទេ។");
    private static readonly PageText NotFound = new("No registry knows this number. Check it, or try another number of the person.", "គ្មានបញ្ជិកាណាស្គាល់លេខនេះទេ។ សូមពិនិត្យ ឬសាកលេខផ្សេងរបស់បុគ្គល។");
    private static readonly PageText Conflict = new(
        "The number belongs to several people, so nothing is shown: it might be another's. Try another number, and have the registries mend this one.",
        "លេខនេះជារបស់មនុស្សច្រើននាក់ ដូច្នេះគ្មានអ្វីត្រូវបង្ហាញទេ ព្រោះអាចជារបស់អ្នកដទៃ។ សូមសាកលេខផ្សេង ហើយស្នើបញ្ជិកាឱ្យកែតម្រូវ។");
    private static readonly PageText OutsideScope = new(
        "Your institution may not ask about this person, or nobody has this number. The data protection office tells people whom no office near them can.",
        "ស្ថាប័នរបស់អ្នកមិនអាចសួរអំពីបុគ្គលនេះ ឬគ្មាននរណាមានលេខនេះទេ។ ការិយាល័យការពារទិន្នន័យអាចជួយបុគ្គលនោះបាន។");
    private static readonly PageText Undecided = new("A registry that might know the number is silent. Try again later.", "បញ្ជិកាដែលអាចស្គាល់លេខនេះមិនបានឆ្លើយទេ។ សូមព្យាយាមម្ដងទៀតពេលក្រោយ។");
    private static readonly PageText NotRecorded = new("The report could not be recorded, so nothing is shown. Try again in a moment.", "មិនអាចកត់ត្រារបាយការណ៍បានទេ ដូច្នេះគ្មានអ្វីត្រូវបង្ហាញទេ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");
    private static readonly PageText TooOften = new("Too many reports were made. Wait, then try again.", "បានបង្កើតរបាយការណ៍ច្រើនពេក។ សូមរង់ចាំ រួចព្យាយាមម្ដងទៀត។");

    /// <summary>The other language, named in itself.</summary>
    public static string OtherLanguage(PageLanguage language) => language.IsKhmer ? "Show in English" : "បង្ហាញជាភាសាខ្មែរ";

    /// <summary>Why there is no report, with the status of the page; null where no scope lets the institution ask.</summary>
    public static (PageText Text, int Status)? Fault(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.SubjectNotFound => (NotFound, StatusCodes.Status404NotFound),
        ExchangeOutcome.IdentityConflict => (Conflict, StatusCodes.Status409Conflict),
        ExchangeOutcome.SubjectOutsideScope => (OutsideScope, StatusCodes.Status403Forbidden),
        ExchangeOutcome.SubjectUndecided or ExchangeOutcome.SubjectConditionUndecided => (Undecided, StatusCodes.Status503ServiceUnavailable),
        ExchangeOutcome.AuditUnavailable => (NotRecorded, StatusCodes.Status503ServiceUnavailable),
        ExchangeOutcome.ScopeRateLimited or ExchangeOutcome.ScopeQuotaExhausted => (TooOften, StatusCodes.Status429TooManyRequests),
        _ => null,
    };
}
