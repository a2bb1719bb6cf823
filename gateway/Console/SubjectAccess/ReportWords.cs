using Interop.Gateway.Audit.Search;
using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Foresight;
using Interop.Gateway.Registries;
using Interop.Gateway.SubjectAccess;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>What codes of a report mean to whom it is about. A code without words stands for itself.</summary>
internal static class ReportWords
{
    private static readonly PageText Office = new("Data protection office", "ការិយាល័យការពារទិន្នន័យ");
    private static readonly PageText LogEntries = new("this list of who asked about the person", "បញ្ជីអំពីអ្នកដែលបានសួរអំពីសាមីខ្លួន");

    private static readonly Dictionary<string, PageText> Capacities = new()
    {
        ["resident"] = new("registered resident", "អ្នកស្រុកដែលបានចុះបញ្ជី"),
        ["insured"] = new("insured person", "អ្នកត្រូវបានធានារ៉ាប់រង"),
        ["household-member"] = new("member of an assessed household", "សមាជិកគ្រួសារដែលបានវាយតម្លៃ"),
        ["beneficiary"] = new("beneficiary of programmes", "អ្នកទទួលផលពីកម្មវិធី"),
    };

    private static readonly Dictionary<string, PageText> Operations = new()
    {
        ["lookup"] = new("facts from the registries", "ព័ត៌មានពីបញ្ជិកា"),
        ["entitlement-check"] = new("whether the person is entitled", "តើសាមីខ្លួនមានសិទ្ធិឬទេ"),
        ["match"] = new("whether the person is the one described", "តើសាមីខ្លួនជាបុគ្គលដែលបានពិពណ៌នាឬទេ"),
        ["export"] = new("a line about the person in a file of all whom the institution's own register knows", "បន្ទាត់មួយអំពីសាមីខ្លួនក្នុងឯកសារនៃអ្នកទាំងអស់ដែលបញ្ជិការបស់ស្ថាប័នស្គាល់"),
        [AuditLook.Operation] = new("entries of the audit log", "កំណត់ត្រានៃកំណត់ហេតុសវនកម្ម"),
        [SubjectLog.Operation] = LogEntries,
        [ForesightRecord.Simulation] = new("a trial of a permission on the person's data", "ការសាកល្បងការអនុញ្ញាតលើទិន្នន័យរបស់សាមីខ្លួន"),
        [ConsentDesk.Give] = new("a consent of the person was recorded", "ការយល់ព្រមរបស់សាមីខ្លួនត្រូវបានកត់ត្រា"),
        [ConsentDesk.Withdraw] = new("a consent of the person was withdrawn", "ការយល់ព្រមរបស់សាមីខ្លួនត្រូវបានដកវិញ"),
        [ConsentDesk.Search] = new("the consents of the person", "ការយល់ព្រមរបស់សាមីខ្លួន"),
    };

    private static readonly Dictionary<string, PageText> Refusals = new()
    {
        ["scope-missing"] = new("the institution holds no permission", "ស្ថាប័នគ្មានការអនុញ្ញាត"),
        ["purpose-outside-scope"] = new("not permitted for this purpose", "មិនអនុញ្ញាតសម្រាប់គោលបំណងនេះ"),
        ["operation-outside-scope"] = new("not permitted to ask this", "មិនអនុញ្ញាតឱ្យសួររឿងនេះ"),
        ["programme-outside-scope"] = new("not permitted to ask about this programme", "មិនអនុញ្ញាតឱ្យសួរអំពីកម្មវិធីនេះ"),
        ["case-missing"] = new("not permitted without a case number", "មិនអនុញ្ញាតដោយគ្មានលេខករណី"),
        ["guarantee-purpose"] = new("no guarantee of payment is given for this purpose", "គ្មានការធានាបង់ប្រាក់សម្រាប់គោលបំណងនេះទេ"),
        ["guarantee-outside-scope"] = new("the institution may not get guarantees of payment", "ស្ថាប័នមិនអាចទទួលការធានាបង់ប្រាក់ទេ"),
        ["guarantee-date"] = new("no guarantee of payment is given for that day", "គ្មានការធានាបង់ប្រាក់សម្រាប់ថ្ងៃនោះទេ"),
        ["subject-outside-scope"] = new("not permitted to ask about this person", "មិនអនុញ្ញាតឱ្យសួរអំពីបុគ្គលនេះ"),
        ["subject-condition-undecided"] = new("it could not be learned whether this was permitted", "មិនអាចដឹងថាត្រូវបានអនុញ្ញាតឬទេ"),
        ["rate-limited"] = new("the institution asked too often", "ស្ថាប័នសួរញឹកញាប់ពេក"),
        ["quota-exhausted"] = new("the institution asked too often that day", "ស្ថាប័នសួរញឹកញាប់ពេកក្នុងថ្ងៃនោះ"),
        ["subject-not-found"] = new("the registries did not know the number", "បញ្ជិកាមិនស្គាល់លេខនេះទេ"),
        ["identity-conflict"] = new("the number belonged to several people", "លេខនេះជារបស់មនុស្សច្រើននាក់"),
        ["subject-undecided"] = new("a registry was silent", "បញ្ជិកាមួយមិនបានឆ្លើយ"),
    };

    /// <summary>Who asked.</summary>
    public static PageText Institution(SubjectDisclosure disclosure, ScopeWords words) => disclosure.Institution.Length == 0 ? Office : words.Institution(disclosure.Institution);

    public static PageText Capacity(string code) => Of(Capacities, code);

    /// <summary>What was asked, without its particulars.</summary>
    public static PageText Operation(string code) => Of(Operations, code);

    /// <summary>Why nothing was given.</summary>
    public static PageText Refusal(string code) => Of(Refusals, code);

    /// <summary>What came of it.</summary>
    public static PageText Result(SubjectDisclosure disclosure) => disclosure.Result switch
    {
        DisclosureResult.Given when disclosure.Operation is ConsentDesk.Give or ConsentDesk.Withdraw => new("done", "រួចរាល់"),
        DisclosureResult.Given => new("given", "បានផ្ដល់"),
        DisclosureResult.NothingGiven => new("nothing was given", "មិនបានផ្ដល់អ្វីទេ"),
        DisclosureResult.Refused => new("refused, nothing was given", "បានបដិសេធ មិនបានផ្ដល់អ្វីទេ"),
        _ => new("begun and not finished, nothing was given", "បានចាប់ផ្ដើម តែមិនបានបញ្ចប់ មិនបានផ្ដល់អ្វីទេ"),
    };

    /// <summary>Where a consent stands.</summary>
    public static PageText Status(ConsentStatus status) => status switch
    {
        ConsentStatus.Upcoming => new("not yet in force", "មិនទាន់ចូលជាធរមាន"),
        ConsentStatus.Active => new("in force", "ជាធរមាន"),
        ConsentStatus.Expired => new("over", "ផុតកំណត់"),
        _ => new("withdrawn", "បានដកវិញ"),
    };

    /// <summary>Why a registry's part is missing.</summary>
    public static PageText Silence(UnknownReason reason) => reason switch
    {
        UnknownReason.RegistryWithheld => new("It was not asked: it is outside what this office may ask.", "មិនបានសួរទេ៖ វានៅក្រៅអ្វីដែលការិយាល័យនេះអាចសួរបាន។"),
        UnknownReason.RegistryTimedOut => new("It did not answer in time. What it holds is missing here; ask again later.", "បញ្ជិកានេះមិនបានឆ្លើយទាន់ពេលទេ។ អ្វីដែលវារក្សាទុកមិនមាននៅទីនេះទេ សូមសួរម្ដងទៀតពេលក្រោយ។"),
        UnknownReason.RecordMalformed => new("It holds a record that cannot be read. Ask the registry itself.", "វាមានកំណត់ត្រាដែលមិនអាចអានបាន។ សូមសួរបញ្ជិកានោះផ្ទាល់។"),
        UnknownReason.NotLinkable => new("It could not be asked: the hub knows no number by which it would know the person. Ask the registry itself.", "មិនអាចសួរបានទេ៖ ប្រព័ន្ធមិនស្គាល់លេខដែលបញ្ជិកានេះអាចស្គាល់សាមីខ្លួនទេ។ សូមសួរបញ្ជិកានោះផ្ទាល់។"),
        UnknownReason.IdentityConflict => new("It holds a record that names two people. Ask the registry itself to mend it.", "វាមានកំណត់ត្រាដែលសម្គាល់មនុស្សពីរនាក់។ សូមស្នើបញ្ជិកានោះឱ្យកែតម្រូវ។"),
        _ => new("It did not answer. What it holds is missing here; ask again later.", "បញ្ជិកានេះមិនបានឆ្លើយទេ។ អ្វីដែលវារក្សាទុកមិនមាននៅទីនេះទេ សូមសួរម្ដងទៀតពេលក្រោយ។"),
    };

    private static PageText Of(Dictionary<string, PageText> words, string code) => words.GetValueOrDefault(code) ?? new(code, code);
}
