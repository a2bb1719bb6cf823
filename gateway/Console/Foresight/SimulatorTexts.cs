using Interop.Gateway.Exchanges;
using Interop.Gateway.Foresight;
using Interop.Gateway.Registries;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Foresight;

/// <summary>The texts of the simulator.</summary>
internal static class SimulatorTexts
{
    public static readonly PageText Title = new("Simulator", "កម្មវិធីសាកល្បង");
    public static readonly PageText Intro = new(
        "What would an institution see about a person, and which rule decides it?",
        "តើស្ថាប័នមួយនឹងឃើញអ្វីខ្លះអំពីមនុស្សម្នាក់ ហើយវិធានណាសម្រេច?");
    public static readonly PageText Watched = new(
        "This looks at a real person. It is recorded in the audit log as your act before anything is read, and again with what you were shown. The limits of keys and scopes are not taken.",
        "នេះជាការមើលមនុស្សពិត។ វាត្រូវបានកត់ត្រាក្នុងកំណត់ហេតុសវនកម្មជាសកម្មភាពរបស់អ្នក មុនពេលអានអ្វីមួយ និងម្ដងទៀតជាមួយអ្វីដែលអ្នកបានឃើញ។ កម្រិតនៃសោ និងវិសាលភាពមិនត្រូវបានគិតទេ។");
    public static readonly PageText Form = new("What is tried", "អ្វីដែលសាកល្បង");
    public static readonly PageText Scopes = new("Under which scopes", "ក្រោមវិសាលភាពណា");
    public static readonly PageText AsItIs = new("the scopes in force", "វិសាលភាពជាធរមាន");
    public static readonly PageText Instead = new("{0}, version {1}, as if approved", "{0} កំណែ {1} ដូចជាបានអនុម័ត");
    public static readonly PageText Type = new("Kind of number", "ប្រភេទលេខ");
    public static readonly PageText Value = new("Number of the person", "លេខរបស់មនុស្ស");
    public static readonly PageText Case = new("Case number the institution would give (may be left empty)", "លេខករណីដែលស្ថាប័ននឹងផ្ដល់ (អាចទុកទទេ)");
    public static readonly PageText Which = new("Only some attributes", "តែព័ត៌មានខ្លះ");
    public static readonly PageText WhichHint = new("None ticked asks for everything.", "បើមិនគូស គឺសួរទាំងអស់។");
    public static readonly PageText Try = new("Simulate", "សាកល្បង");
    public static readonly PageText TryCsv = new("Simulate and download as CSV", "សាកល្បង ហើយទាញយកជា CSV");

    public static readonly PageText InstitutionMissing = new("Choose the institution that would ask.", "សូមជ្រើសរើសស្ថាប័នដែលនឹងសួរ។");
    public static readonly PageText PurposeMissing = new("Choose the purpose.", "សូមជ្រើសរើសគោលបំណង។");
    public static readonly PageText IdentifierWrong = new("The number does not have the form of its kind.", "លេខនេះមិនត្រូវតាមទម្រង់នៃប្រភេទរបស់វាទេ។");
    public static readonly PageText CaseWrong = new("A case number has at most 64 characters of plain ASCII.", "លេខករណីមិនលើសពី ៦៤ តួអក្សរ ASCII ធម្មតា។");
    public static readonly PageText VersionGone = new("There is no such draft any more; choose another.", "សេចក្ដីព្រាងនេះលែងមានទៀតហើយ សូមជ្រើសរើសមួយទៀត។");
    public static readonly PageText VersionFaulty = new("The version cannot be tried, since it is faulty by now:", "មិនអាចសាកល្បងកំណែនេះបានទេ ព្រោះវាមានកំហុស៖");
    public static readonly PageText OtherInstitution = new("The version is of another institution. Choose that one, or another version.", "កំណែនេះជារបស់ស្ថាប័នផ្សេង។ សូមជ្រើសរើសស្ថាប័ននោះ ឬកំណែផ្សេង។");
    public static readonly PageText NotRecorded = new(
        "Your look could not be recorded, so nothing is shown. Try again in a moment.",
        "មិនអាចកត់ត្រាការមើលរបស់អ្នកបានទេ ដូច្នេះគ្មានអ្វីត្រូវបង្ហាញទេ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");

    public static readonly PageText Result = new("What {0} would see", "អ្វីដែល {0} នឹងឃើញ");
    public static readonly PageText Admitted = new("Admitted by {0}.", "អនុញ្ញាតដោយ {0}។");
    public static readonly PageText Refused = new("Refused: {0}", "បដិសេធ៖ {0}");
    public static readonly PageText LaterDay = new("The version is looked at on its first day, {0}.", "កំណែនេះត្រូវបានមើលនៅថ្ងៃដំបូងរបស់វា {0}។");
    public static readonly PageText Attribute = new("Attribute", "ព័ត៌មាន");
    public static readonly PageText Sees = new("What is seen", "អ្វីដែលឃើញ");
    public static readonly PageText Rule = new("The rule that decided", "វិធានដែលសម្រេច");
    public static readonly PageText Programme = new("Programme", "កម្មវិធី");
    public static readonly PageText Entitled = new("Entitled", "មានសិទ្ធិ");
    public static readonly PageText Enrolled = new("Enrolled", "បានចុះឈ្មោះ");
    public static readonly PageText Because = new("What is explained", "អ្វីដែលត្រូវបានពន្យល់");
    public static readonly PageText Coverage = new("Who pays, in order", "អ្នកណាបង់ តាមលំដាប់");
    public static readonly PageText Payer = new("Payer and package", "អ្នកបង់ និងកញ្ចប់");
    public static readonly PageText Copayment = new("Left to the patient, in percent", "អ្នកជំងឺបង់ ជាភាគរយ");
    public static readonly PageText Read = new("What the rules read", "អ្វីដែលវិធានអាន");
    public static readonly PageText AsJson = new("The answer as the institution's program would get it", "ចម្លើយដូចដែលកម្មវិធីរបស់ស្ថាប័ននឹងទទួល");
    public static readonly PageText Withheld = new("withheld", "មិនបង្ហាញ");
    public static readonly PageText None = new("the registry holds none", "បញ្ជិកាមិនមាន");
    public static readonly PageText Explained = new("a reason tells about it", "មានហេតុផលដែលប្រាប់អំពីវា");
    public static readonly PageText NotExplained = new("no reason tells about it", "គ្មានហេតុផលប្រាប់អំពីវាទេ");
    public static readonly PageText Unknown = new("unknown: {0}", "មិនដឹង៖ {0}");

    public static PageText Of(DecidingRule rule) => rule switch
    {
        DecidingRule.GrantedWhole => new("granted in full by {0}", "ផ្ដល់ពេញលេញដោយ {0}"),
        DecidingRule.GrantedReduced => new("{1}, by {0}", "{1} ដោយ {0}"),
        DecidingRule.ReducedExplainsNothing => new("{0} grants {1}, and a condition would tell more", "{0} ផ្ដល់ {1} ហើយលក្ខខណ្ឌនឹងប្រាប់លើសនេះ"),
        DecidingRule.NotGranted => new("not granted by {0}", "មិនផ្ដល់ដោយ {0}"),
        DecidingRule.RegistryNotNamed => new("{2} is not among the registries of {0}", "{2} មិនស្ថិតក្នុងបញ្ជិការបស់ {0} ទេ"),
        DecidingRule.ConditionNotMet => new("granted by {0}, and a condition of the grant is not met", "ផ្ដល់ដោយ {0} តែលក្ខខណ្ឌមិនបំពេញ"),
        _ => new("granted by {0}, and not asked for", "ផ្ដល់ដោយ {0} តែមិនបានសួរ"),
    };

    public static PageText Of(UnknownReason reason) => reason switch
    {
        UnknownReason.RegistryUnavailable => new("the registry does not answer", "បញ្ជិកាមិនឆ្លើយ"),
        UnknownReason.RegistryTimedOut => new("the registry did not answer in time", "បញ្ជិកាមិនបានឆ្លើយទាន់ពេល"),
        UnknownReason.RegistryWithheld => new("the scope does not let the registry be asked", "វិសាលភាពមិនអនុញ្ញាតឱ្យសួរបញ្ជិកា"),
        UnknownReason.RecordMalformed => new("the record cannot be read", "មិនអាចអានកំណត់ត្រាបាន"),
        UnknownReason.NotLinkable => new("the person has no number that the registry knows", "មនុស្សនេះគ្មានលេខដែលបញ្ជិកាស្គាល់"),
        UnknownReason.IdentityConflict => new("the record names two people", "កំណត់ត្រាចង្អុលមនុស្សពីរនាក់"),
        UnknownReason.RelativeUnknown => new("the relative is not known", "មិនស្គាល់សាច់ញាតិ"),
        _ => new("not read", "មិនបានអាន"),
    };

    /// <summary>A refusal in plain words: {0} the institution, {1} the purpose, {2} what would be done.</summary>
    public static PageText Of(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.NoScope => new("{0} holds no scope in force.", "{0} គ្មានវិសាលភាពជាធរមានទេ។"),
        ExchangeOutcome.PurposeOutsideScope => new("no scope of {0} names the purpose “{1}”.", "គ្មានវិសាលភាពណារបស់ {0} ចែងគោលបំណង «{1}» ទេ។"),
        ExchangeOutcome.OperationOutsideScope => new("the scope of {0} for “{1}” does not let it {2}.", "វិសាលភាពរបស់ {0} សម្រាប់ «{1}» មិនអនុញ្ញាតឱ្យ{2}ទេ។"),
        ExchangeOutcome.SubjectNotFound => new("no registry that {0} may consult knows this number.", "គ្មានបញ្ជិកាណាដែល {0} អាចសួរ ស្គាល់លេខនេះទេ។"),
        ExchangeOutcome.IdentityConflict => new("the registries give this number to several people.", "បញ្ជិកាផ្ដល់លេខនេះឱ្យមនុស្សច្រើននាក់។"),
        ExchangeOutcome.SubjectUndecided => new("a registry that might know this number does not answer now.", "បញ្ជិកាដែលប្រហែលស្គាល់លេខនេះ មិនឆ្លើយនៅពេលនេះទេ។"),
        ExchangeOutcome.CaseMissing => new("the scope of {0} for “{1}” wants the number of a case, and none is given.", "វិសាលភាពរបស់ {0} សម្រាប់ «{1}» តម្រូវឱ្យមានលេខសំណុំរឿង ហើយគ្មានបានផ្ដល់ទេ។"),
        ExchangeOutcome.SubjectOutsideScope => new(
            "nobody of this number is among the people whom the scope lets {0} ask about; {0} does not learn whether there is such a person.",
            "គ្មានអ្នកមានលេខនេះក្នុងចំណោមអ្នកដែលវិសាលភាពអនុញ្ញាតឱ្យ {0} សួរទេ។ {0} មិនដឹងថាមានមនុស្សនេះឬអត់ទេ។"),
        ExchangeOutcome.SubjectConditionUndecided => new(
            "a registry that must be read to know whether {0} may ask about this person does not answer now.", "បញ្ជិកាដែលត្រូវអានដើម្បីដឹងថា {0} អាចសួរអំពីសាមីខ្លួននេះឬអត់ មិនឆ្លើយនៅពេលនេះទេ។"),
        _ => new(ExchangeProblems.Of(outcome).Kind.Title, ExchangeProblems.Of(outcome).Kind.Title),
    };
}
