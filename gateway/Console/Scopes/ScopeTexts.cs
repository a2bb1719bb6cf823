using Interop.Gateway.Privacy;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Console.Scopes;

/// <summary>The texts of the pages that show scopes.</summary>
internal static class ScopeTexts
{
    public static readonly PageText Title = new("Privacy scopes", "វិសាលភាពឯកជនភាព");
    public static readonly PageText Intro = new(
        "Who may learn what about people, why and until when. What no scope names is refused.",
        "នរណាអាចដឹងអ្វីអំពីមនុស្ស ហេតុអ្វី និងរហូតដល់ពេលណា។ អ្វីដែលគ្មានវិសាលភាពណាចែង ត្រូវបានបដិសេធ។");
    public static readonly PageText Scope = new("Scope", "វិសាលភាព");
    public static readonly PageText Version = new("Version", "កំណែ");
    public static readonly PageText Institution = new("Institution", "ស្ថាប័ន");
    public static readonly PageText Status = new("Status", "ស្ថានភាព");
    public static readonly PageText Purposes = new("Purposes", "គោលបំណង");
    public static readonly PageText Until = new("Until", "រហូតដល់");
    public static readonly PageText Facts = new("Attributes", "ព័ត៌មាន");
    public static readonly PageText Changed = new("Changed", "បានកែប្រែ");
    public static readonly PageText Every = new("all", "ទាំងអស់");
    public static readonly PageText Show = new("Show", "បង្ហាញ");
    public static readonly PageText New = new("Draft a new scope", "ព្រាងវិសាលភាពថ្មី");
    public static readonly PageText May = new("{0} may ask about {1}, for {2}, from {3} until {4}.", "{0} អាចសួរអំពី {1} សម្រាប់ {2} ចាប់ពី {3} រហូតដល់ {4}។");
    public static readonly PageText Would = new("If approved: {0} may ask about {1}, for {2}, from {3} until {4}.", "បើត្រូវបានអនុម័ត៖ {0} អាចសួរអំពី {1} សម្រាប់ {2} ចាប់ពី {3} រហូតដល់ {4}។");
    public static readonly PageText Learns = new("What it learns", "អ្វីដែលស្ថាប័ននេះដឹង");
    public static readonly PageText LearnsNothing = new("No attribute: only the decisions below.", "គ្មានព័ត៌មានទេ៖ មានតែសេចក្ដីសម្រេចខាងក្រោម។");
    public static readonly PageText Decides = new("Programmes it may have decided", "កម្មវិធីដែលអាចសុំឱ្យសម្រេច");
    public static readonly PageText Services = new("Published services it may call", "សេវាដែលអាចហៅ");
    public static readonly PageText Sensitive = new("sensitive", "រសើប");
    public static readonly PageText Operations = new("What may be done", "អ្វីដែលអាចធ្វើ");
    public static readonly PageText LegalBasis = new("Legal basis", "មូលដ្ឋានច្បាប់");
    public static readonly PageText Retention = new("What is learned is kept for", "ទុកអ្វីដែលបានដឹងរយៈពេល");
    public static readonly PageText Days = new("{0} days", "{0} ថ្ងៃ");
    public static readonly PageText LastKnown = new("When a registry is silent", "ពេលបញ្ជិកាមិនឆ្លើយ");
    public static readonly PageText LastKnownFor = new("what it last said may answer for {0} hours, marked as stale", "ព័ត៌មានចុងក្រោយរបស់វាអាចប្រើឆ្លើយបាន {0} ម៉ោង ដោយបញ្ជាក់ថាចាស់");
    public static readonly PageText NoLastKnown = new("its facts are unknown", "ព័ត៌មានរបស់វាគឺមិនដឹង");
    public static readonly PageText Guarantee = new("A guarantee of payment holds for", "ការធានាការទូទាត់មានសុពលភាពរយៈពេល");
    public static readonly PageText Hours = new("{0} hours", "{0} ម៉ោង");
    public static readonly PageText NoGuarantee = new("none is given", "មិនផ្ដល់ទេ");
    public static readonly PageText Limits = new("Limits", "កម្រិត");
    public static readonly PageText LimitsAre = new("{0} a second, {1} at once, {2} a day", "{0} ក្នុងមួយវិនាទី {1} ក្នុងពេលតែមួយ {2} ក្នុងមួយថ្ងៃ");
    public static readonly PageText NoLimits = new("those of the institution's keys", "តាមកម្រិតនៃសោរបស់ស្ថាប័ន");
    public static readonly PageText Versions = new("Versions", "កំណែទាំងអស់");
    public static readonly PageText History = new("What happened", "អ្វីដែលបានកើតឡើង");
    public static readonly PageText Step = new("Step", "ជំហាន");
    public static readonly PageText By = new("By", "ដោយ");
    public static readonly PageText When = new("When", "ពេលណា");
    public static readonly PageText Note = new("Note", "កំណត់ចំណាំ");
    public static readonly PageText From = new("from the file", "ពីឯកសារ");

    public static PageText Of(ScopeStatus status) => status switch
    {
        ScopeStatus.Draft => new("draft", "សេចក្ដីព្រាង"),
        ScopeStatus.Submitted => new("waits for approval", "រង់ចាំការអនុម័ត"),
        ScopeStatus.Active => new("in force", "ជាធរមាន"),
        ScopeStatus.Suspended => new("suspended", "បានផ្អាក"),
        ScopeStatus.Revoked => new("revoked", "បានដកហូត"),
        ScopeStatus.Superseded => new("replaced", "បានជំនួស"),
        _ => new("expired", "ផុតកំណត់"),
    };

    public static PageText Of(ScopeStep step) => step switch
    {
        ScopeStep.Imported => new("taken over from the file", "យកមកពីឯកសារ"),
        ScopeStep.Drafted => new("drafted", "បានព្រាង"),
        ScopeStep.Edited => new("edited", "បានកែ"),
        ScopeStep.Submitted => new("submitted for approval", "បានដាក់ស្នើ"),
        ScopeStep.Returned => new("returned", "បានប្រគល់មកវិញ"),
        ScopeStep.Approved => new("approved", "បានអនុម័ត"),
        ScopeStep.Superseded => new("replaced by a later version", "បានជំនួសដោយកំណែក្រោយ"),
        ScopeStep.Suspended => new("suspended", "បានផ្អាក"),
        ScopeStep.Resumed => new("resumed", "បានបន្តឡើងវិញ"),
        ScopeStep.Revoked => new("revoked", "បានដកហូត"),
        _ => new("expired", "ផុតកំណត់"),
    };

    public static PageText Of(Operation operation) => operation switch
    {
        Operation.Lookup => new("look up attributes", "រកមើលព័ត៌មាន"),
        Operation.Export => new("take out a file of all whom its own register knows", "នាំចេញឯកសារអំពីអ្នកទាំងអស់ដែលបញ្ជិកាផ្ទាល់របស់ខ្លួនស្គាល់"),
        Operation.Match => new("find a person by name and birth", "ស្វែងរកបុគ្គលតាមឈ្មោះ និងថ្ងៃខែឆ្នាំកំណើត"),
        _ => new("have an entitlement decided", "សុំឱ្យសម្រេចសិទ្ធិ"),
    };

    public static PageText Of(Reduction reduction) => reduction switch
    {
        Reduction.Whole => new("in full", "ពេញលេញ"),
        Reduction.Year => new("only the year", "តែឆ្នាំ"),
        Reduction.AgeBand => new("only the age, in bands of five years", "តែអាយុ ជាក្រុមប្រាំឆ្នាំ"),
        Reduction.Present => new("only whether there is one", "តែថាមានឬអត់"),
        Reduction.Masked => new("only the last two characters", "តែតួអក្សរពីរចុងក្រោយ"),
        Reduction.Pseudonym => new("only a code that means nothing elsewhere", "តែលេខកូដដែលគ្មានន័យនៅកន្លែងផ្សេង"),
        Reduction.Province => new("only the province", "តែខេត្ត"),
        Reduction.District => new("only the district", "តែស្រុក"),
        _ => new("only the commune", "តែឃុំ"),
    };
}
