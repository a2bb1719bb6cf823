using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Guarantees;

/// <summary>The texts of the page that ends guarantees.</summary>
internal static class RevocationTexts
{
    public static readonly PageText Title = new("Revoked guarantees", "ការធានាដែលបានដកហូត");
    public static readonly PageText Intro = new(
        "A guarantee that was given by mistake can be ended. Facilities learn of it when they fetch the list of revocations; a device without a network does not know until then.",
        "ការធានាដែលផ្ដល់ដោយច្រឡំអាចត្រូវបានបញ្ចប់។ មូលដ្ឋានសុខាភិបាលដឹងពេលទាញយកបញ្ជីដកហូត៖ ឧបករណ៍ដែលគ្មានបណ្ដាញមិនទាន់ដឹងទេ។");
    public static readonly PageText Guarantee = new("Id of the guarantee, or the guarantee itself", "លេខសម្គាល់ការធានា ឬការធានាផ្ទាល់");
    public static readonly PageText GuaranteeHint = new("Scan its QR code, or paste its text.", "ស្កេនកូដ QR ឬបិទភ្ជាប់អក្សររបស់វា។");
    public static readonly PageText Reason = new("Reason", "មូលហេតុ");
    public static readonly PageText ReasonHint = new("It stays with the revocation. Name nobody.", "វារក្សាទុកជាមួយការដកហូត។ កុំសរសេរឈ្មោះនរណា។");
    public static readonly PageText Revoke = new("Revoke it", "ដកហូត");
    public static readonly PageText Id = new("Id", "លេខសម្គាល់");
    public static readonly PageText When = new("Revoked", "ថ្ងៃដកហូត");
    public static readonly PageText Who = new("By", "ដោយ");
    public static readonly PageText Until = new("On the list until", "ក្នុងបញ្ជីរហូតដល់");

    public static readonly PageText Done = new("It is revoked. The list of revocations tells so from now on.", "បានដកហូតហើយ។ បញ្ជីដកហូតមានវាចាប់ពីពេលនេះ។");
    public static readonly PageText Before = new("It was revoked before; the first reason stands.", "វាត្រូវបានដកហូតពីមុនហើយ៖ មូលហេតុដំបូងនៅដដែល។");
    public static readonly PageText ReasonMissing = new("Say why, on one line.", "សូមបញ្ជាក់មូលហេតុក្នុងមួយបន្ទាត់។");
    public static readonly PageText NoGuarantee = new("This is not the id of a guarantee.", "នេះមិនមែនជាលេខសម្គាល់ការធានាទេ។");
    public static readonly PageText NotSigned = new("This guarantee is not one of this hub, or it was not copied whole.", "ការធានានេះមិនមែនរបស់ប្រព័ន្ធនេះ ឬចម្លងមិនពេញលេញ។");
    public static readonly PageText Over = new("No guarantee so old can hold any more.", "ការធានាចាស់បែបនេះលែងមានសុពលភាពហើយ។");
    public static readonly PageText Full = new("The list of revocations is full.", "បញ្ជីដកហូតពេញហើយ។");
}
