using Interop.Gateway.Privacy;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Scopes;

/// <summary>The texts of what officers do with a scope, and of what refuses it.</summary>
internal static class ActionTexts
{
    public static readonly PageText Title = new("What you can do", "អ្វីដែលអ្នកអាចធ្វើ");
    public static readonly PageText Edit = new("Edit the draft", "កែសេចក្ដីព្រាង");
    public static readonly PageText Next = new("Draft a further version from this one", "ព្រាងកំណែបន្ទាប់ពីកំណែនេះ");
    public static readonly PageText Submit = new("Submit for approval", "ដាក់ស្នើសុំអនុម័ត");
    public static readonly PageText SubmitSure = new("Another officer then decides. It allows nothing until then.", "បន្ទាប់មក មន្ត្រីម្នាក់ទៀតសម្រេច។ មុនពេលនោះ វាមិនអនុញ្ញាតអ្វីទេ។");
    public static readonly PageText Approve = new("Approve", "អនុម័ត");
    public static readonly PageText ApproveSure = new(
        "From the next question on the institution may do what is written above. You answer for it with your name.",
        "ចាប់ពីសំណួរបន្ទាប់ ស្ថាប័នអាចធ្វើអ្វីដែលសរសេរខាងលើ។ អ្នកទទួលខុសត្រូវដោយឈ្មោះរបស់អ្នក។");
    public static readonly PageText Return = new("Return for editing", "ប្រគល់មកកែវិញ");
    public static readonly PageText Suspend = new("Suspend", "ផ្អាក");
    public static readonly PageText SuspendSure = new("The institution's next question under this scope is refused, until it is resumed.", "សំណួរបន្ទាប់ក្រោមវិសាលភាពនេះនឹងត្រូវបដិសេធ រហូតដល់វាបន្តឡើងវិញ។");
    public static readonly PageText Resume = new("Resume", "បន្តឡើងវិញ");
    public static readonly PageText ResumeSure = new("The institution may ask under this scope again.", "ស្ថាប័នអាចសួរក្រោមវិសាលភាពនេះម្ដងទៀត។");
    public static readonly PageText Revoke = new("Revoke for good", "ដកហូតជាស្ថាពរ");
    public static readonly PageText RevokeSure = new("The institution's next question under this scope is refused. This cannot be undone; a new version would have to be approved.", "សំណួរបន្ទាប់ក្រោមវិសាលភាពនេះនឹងត្រូវបដិសេធ។ មិនអាចត្រឡប់វិញបានទេ ត្រូវអនុម័តកំណែថ្មី។");
    public static readonly PageText Why = new("Why, for the history", "មូលហេតុ សម្រាប់ប្រវត្តិ");
    public static readonly PageText Nothing = new("Auditors look and change nothing.", "សវនករមើល តែមិនកែប្រែអ្វីទេ។");

    public static readonly PageText Kept = new("The draft is kept. It allows nothing yet.", "សេចក្ដីព្រាងត្រូវបានរក្សាទុក។ វាមិនទាន់អនុញ្ញាតអ្វីទេ។");

    public static PageText Done(ScopeStep step) => step switch
    {
        ScopeStep.Submitted => new("Submitted. Another officer can approve it now.", "បានដាក់ស្នើ។ មន្ត្រីម្នាក់ទៀតអាចអនុម័តបាន។"),
        ScopeStep.Returned => new("Returned; it is a draft again.", "បានប្រគល់មកវិញ វាជាសេចក្ដីព្រាងម្ដងទៀត។"),
        ScopeStep.Approved => new("Approved. It is in force.", "បានអនុម័ត។ វាជាធរមានហើយ។"),
        ScopeStep.Suspended => new("Suspended. The next question is refused.", "បានផ្អាក។ សំណួរបន្ទាប់នឹងត្រូវបដិសេធ។"),
        ScopeStep.Resumed => new("Resumed. It is in force again.", "បានបន្តឡើងវិញ។ វាជាធរមានម្ដងទៀត។"),
        _ => new("Revoked. The next question is refused.", "បានដកហូត។ សំណួរបន្ទាប់នឹងត្រូវបដិសេធ។"),
    };

    public static PageText Refusal(LedgerOutcome outcome) => outcome switch
    {
        LedgerOutcome.OwnApproval => new(
            "You drafted, edited or submitted this version yourself, and nobody approves their own. Ask another data protection officer.",
            "អ្នកបានព្រាង កែ ឬដាក់ស្នើកំណែនេះដោយខ្លួនឯង ហើយគ្មាននរណាអនុម័តរបស់ខ្លួនឯងទេ។ សូមសុំមន្ត្រីការពារទិន្នន័យម្នាក់ទៀត។"),
        LedgerOutcome.WrongStatus => new("Somebody changed this version meanwhile; see below where it stands now.", "មាននរណាម្នាក់បានកែប្រែកំណែនេះរួចហើយ សូមមើលស្ថានភាពខាងក្រោម។"),
        LedgerOutcome.NoSuchScope => new("There is no such version.", "គ្មានកំណែនេះទេ។"),
        _ => new("The scope cannot be taken as it is:", "មិនអាចទទួលយកវិសាលភាពនេះបានទេ៖"),
    };
}
