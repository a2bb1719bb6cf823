using Interop.Identity.Pages;

namespace Interop.Gateway.PointOfCare;

/// <summary>The texts of the page that works without a network.</summary>
internal static class OfflineTexts
{
    public static readonly PageText Title = new("Check without a network", "ពិនិត្យដោយគ្មានបណ្ដាញ");
    public static readonly PageText Hint = new(
        "A guarantee is verified on this device; nothing is sent. A number is looked for among the guarantees this device was given.",
        "ការធានាត្រូវបានផ្ទៀងផ្ទាត់នៅលើឧបករណ៍នេះ ដោយមិនផ្ញើអ្វីទេ។ លេខត្រូវបានរកក្នុងការធានាដែលឧបករណ៍នេះបានទទួល។");
    public static readonly PageText Card = new("Number on the card at hand, to compare", "លេខនៅលើប័ណ្ណដែលនៅនឹងដៃ ដើម្បីផ្ទៀងផ្ទាត់");
    public static readonly PageText Unprepared = new(
        "This device is not prepared. With a network, sign in and open this page once:", "ឧបករណ៍នេះមិនទាន់រៀបចំទេ។ ពេលមានបណ្ដាញ សូមចូលប្រព័ន្ធ ហើយបើកទំព័រនេះម្ដង៖");
    public static readonly PageText NoScript = new("Without a network a script must verify. Switch JavaScript on.", "ពេលគ្មានបណ្ដាញ ត្រូវមានស្គ្រីបដើម្បីផ្ទៀងផ្ទាត់។ សូមបើក JavaScript។");
    public static readonly PageText Carried = new("What this device carries", "អ្វីដែលឧបករណ៍នេះរក្សាទុក");
    public static readonly PageText For = new("It verifies for", "ផ្ទៀងផ្ទាត់សម្រាប់");
    public static readonly PageText ListOf = new("List of revoked guarantees of", "បញ្ជីការធានាដែលបានដកហូត ថ្ងៃ");
    public static readonly PageText Old = new(
        "The list is more than a day old: what was revoked since then is not on it. Connect this device when there is a network.",
        "បញ្ជីនេះចាស់ជាងមួយថ្ងៃ៖ អ្វីដែលបានដកហូតក្រោយនោះមិនមានក្នុងបញ្ជីទេ។ សូមភ្ជាប់ឧបករណ៍នេះពេលមានបណ្ដាញ។");
    public static readonly PageText Held = new("By a guarantee that this device was given", "តាមការធានាដែលឧបករណ៍នេះបានទទួល");
    public static readonly PageText NotHeld = new(
        "This device holds no guarantee for this card. That is not a no: treat the patient, and check again when there is a network.",
        "ឧបករណ៍នេះគ្មានការធានាសម្រាប់ប័ណ្ណនេះទេ។ នេះមិនមែនមានន័យថាគ្មានការធានារ៉ាប់រងទេ៖ សូមព្យាបាលអ្នកជំងឺ ហើយពិនិត្យម្ដងទៀតពេលមានបណ្ដាញ។");
}
