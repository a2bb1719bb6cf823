using Interop.Gateway.Privacy;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Scopes;

/// <summary>The texts of use cases: what a scope is for, and how it goes beyond what is allowed for that.</summary>
internal static class UseCaseTexts
{
    public static readonly PageText UseCase = new("Use case", "ករណីប្រើប្រាស់");
    public static readonly PageText Exceptional = new("exceptional", "ករណីពិសេស");
    public static readonly PageText ExceptionalChoice = new("Exceptional: none of these, without an upper bound", "ករណីពិសេស៖ មិនមែនករណីទាំងនេះទេ គ្មានកម្រិតអតិបរមា");
    public static readonly PageText ExceptionalWarning = new(
        "An exceptional scope has no upper bound: no template limits what it grants, to whom, or for how long. Choose it only where no use case fits, and say why in the legal basis. Whoever approves it is told.",
        "វិសាលភាពពិសេសគ្មានកម្រិតអតិបរមាទេ៖ គ្មានគំរូណាកំណត់ថាវាផ្ដល់អ្វី ឱ្យនរណា ឬរយៈពេលប៉ុនណា។ សូមជ្រើសរើសតែពេលគ្មានករណីប្រើប្រាស់ណាសមស្រប ហើយបញ្ជាក់មូលហេតុក្នុងមូលដ្ឋានច្បាប់។ អ្នកអនុម័តនឹងត្រូវបានប្រាប់។");
    public static readonly PageText ApproveExceptional = new(
        "This scope is exceptional: no upper bound holds for it. What is written above is all that limits it.",
        "វិសាលភាពនេះជាករណីពិសេស៖ គ្មានកម្រិតអតិបរមាសម្រាប់វាទេ។ មានតែអ្វីដែលសរសេរខាងលើប៉ុណ្ណោះដែលកំណត់វា។");
    public static readonly PageText ChooseTitle = new("What is the new scope for?", "វិសាលភាពថ្មីសម្រាប់អ្វី?");
    public static readonly PageText ChooseIntro = new(
        "Each use case sets the most that a scope may grant. Choose the one that fits; the form then begins narrow.",
        "ករណីប្រើប្រាស់នីមួយៗកំណត់អ្វីដែលវិសាលភាពអាចផ្ដល់ច្រើនបំផុត។ សូមជ្រើសរើសករណីដែលសម បន្ទាប់មកទម្រង់ចាប់ផ្ដើមដោយតិច។");
    public static readonly PageText DraftFor = new("Draft a scope for: {0}", "ព្រាងវិសាលភាពសម្រាប់៖ {0}");
    public static readonly PageText DraftExceptional = new("Draft an exceptional scope", "ព្រាងវិសាលភាពពិសេស");
    public static readonly PageText Choose = new("Choose a use case, or say that the scope is exceptional.", "សូមជ្រើសរើសករណីប្រើប្រាស់ ឬបញ្ជាក់ថាជាករណីពិសេស។");
    public static readonly PageText Bounds = new("What this use case allows at most", "អ្វីដែលករណីនេះអនុញ្ញាតច្រើនបំផុត");
    public static readonly PageText AtMost = new("at most: {0}", "ច្រើនបំផុត៖ {0}");
    public static readonly PageText Outside = new("not for this use case", "មិនមែនសម្រាប់ករណីនេះទេ");
    public static readonly PageText Beyond = new("beyond its use case", "លើសករណីប្រើប្រាស់");
    public static readonly PageText BeyondTitle = new("This version goes beyond its use case", "កំណែនេះលើសករណីប្រើប្រាស់របស់វា");
    public static readonly PageText BeyondNow = new(
        "The use case allows less than when this was approved. It stays in force until an officer decides otherwise; as it is, it will not be approved or resumed again.",
        "ករណីប្រើប្រាស់អនុញ្ញាតតិចជាងពេលដែលវាត្រូវបានអនុម័ត។ វានៅជាធរមានរហូតដល់មន្ត្រីសម្រេចផ្សេង តែក្នុងសភាពនេះ វានឹងមិនត្រូវបានអនុម័ត ឬបន្តម្ដងទៀតទេ។");

    public static readonly PageText Gone = new("There is no use case {0} any more. Choose another.", "គ្មានករណីប្រើប្រាស់ {0} ទៀតទេ។ សូមជ្រើសរើសមួយផ្សេង។");
    public static readonly PageText NotAllowed = new("{0}: the use case “{1}” does not allow it.", "{0}៖ ករណី «{1}» មិនអនុញ្ញាតទេ។");
    public static readonly PageText TooMuch = new("{0}: granted {2}, and “{1}” allows at most: {3}.", "{0}៖ បានផ្ដល់ {2} តែ «{1}» អនុញ្ញាតច្រើនបំផុត៖ {3}។");
    public static readonly PageText ConditionMissing = new("“{1}” requires a condition on whom may be asked about: {0}.", "«{1}» តម្រូវឱ្យមានលក្ខខណ្ឌអំពីអ្នកដែលអាចសួរ៖ {0}។");
    public static readonly PageText Validity = new("Time in force", "រយៈពេលជាធរមាន");

    public static PageText Of(SubjectConditionKind condition) => condition switch
    {
        SubjectConditionKind.Known => new("the institution knows the person", "ស្ថាប័នស្គាល់សាមីខ្លួន"),
        SubjectConditionKind.Jurisdiction => new("the person lives in its area", "សាមីខ្លួនរស់នៅក្នុងដែនសមត្ថកិច្ច"),
        SubjectConditionKind.Case => new("the question names a case", "សំណួរបញ្ជាក់សំណុំរឿង"),
        _ => new("the person has consented", "សាមីខ្លួនបានយល់ព្រម"),
    };
}
