using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>The texts of the overview's summary and charts.</summary>
internal static class OverviewTexts
{
    public static readonly PageText Summary = new("What is to be looked at", "អ្វីដែលត្រូវពិនិត្យ");
    public static readonly PageText Waiting = new("wait for your approval", "រង់ចាំការអនុម័តរបស់អ្នក");
    public static readonly PageText Ending = new("scopes end within {0} days", "វិសាលភាពផុតកំណត់ក្នុង {0} ថ្ងៃ");
    public static readonly PageText Signals = new("open signals of misuse", "សញ្ញាប្រើខុសដែលនៅបើក");

    public static readonly PageText ByDay = new("Exchanges of the last {0} days", "ការផ្លាស់ប្ដូរក្នុង {0} ថ្ងៃចុងក្រោយ");
    public static readonly PageText ByDaySummary = new(
        "{0} were answered, {1} were refused or found nothing, {2} failed.", "{0} ត្រូវបានឆ្លើយ {1} ត្រូវបានបដិសេធ ឬរកមិនឃើញ {2} បរាជ័យ។");
    public static readonly PageText Day = new("Day/month (UTC)", "ថ្ងៃ/ខែ (UTC)");
    public static readonly PageText ByInstitution = new("The busiest institutions of these days", "ស្ថាប័នដែលប្រើច្រើនជាងគេក្នុងថ្ងៃទាំងនេះ");
    public static readonly PageText ByInstitutionSummary = new("{0} asked most, {1} times.", "{0} សួរច្រើនជាងគេ {1} ដង។");
    public static readonly PageText Nobody = new("No institution asked anything.", "គ្មានស្ថាប័នណាបានសួរទេ។");
    public static readonly PageText Institution = new("Institution", "ស្ថាប័ន");
    public static readonly PageText Answered = new("answered", "បានឆ្លើយ");
    public static readonly PageText Refused = new("refused or nothing found", "បានបដិសេធ ឬរកមិនឃើញ");
    public static readonly PageText Failed = new("failed", "បរាជ័យ");
    public static readonly PageText Unreadable = new(
        "The audit log cannot be read now, so there are no charts. Try again in a moment.", "មិនអាចអានកំណត់ហេតុសវនកម្មបានទេឥឡូវនេះ ដូច្នេះគ្មានក្រាហ្វទេ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");
}
