using Interop.Identity.Keys;

namespace Interop.Identity.Pages;

/// <summary>The texts of the page of access keys.</summary>
internal static class KeyTexts
{
    public static readonly PageText Title = new("Access keys", "សោចូលប្រើ");
    public static readonly PageText Of = new("The access keys of {0}.", "សោចូលប្រើរបស់ {0}។");
    public static readonly PageText None = new("There is no key yet.", "មិនទាន់មានសោទេ។");
    public static readonly PageText Key = new("Key", "សោ");
    public static readonly PageText Label = new("What it is for", "សម្រាប់ធ្វើអ្វី");
    public static readonly PageText State = new("State", "ស្ថានភាព");
    public static readonly PageText Networks = new("Networks", "បណ្ដាញ");
    public static readonly PageText AnyNetwork = new("any", "ទាំងអស់");
    public static readonly PageText Created = new("Created", "បង្កើត");
    public static readonly PageText Expires = new("Expires", "ផុតកំណត់");
    public static readonly PageText LastUsed = new("Last used", "ប្រើចុងក្រោយ");
    public static readonly PageText Never = new("never", "មិនធ្លាប់");
    public static readonly PageText Actions = new("Change", "កែប្រែ");
    public static readonly PageText Leaked = new("leaked in an address: rotate and revoke it", "បានលេចធ្លាយក្នុងអាសយដ្ឋាន៖ សូមប្ដូរ និងដកហូត");
    public static readonly PageText Suspended = new(
        "suspended by the hub's data protection officer; its calls are refused until it is resumed",
        "ត្រូវបានផ្អាកដោយមន្ត្រីការពារទិន្នន័យនៃប្រព័ន្ធ ការហៅត្រូវបដិសេធរហូតដល់បើកឱ្យប្រើវិញ");
    public static readonly PageText Issue = new("Issue a key", "ចេញសោថ្មី");
    public static readonly PageText Days = new("Days until it expires", "ចំនួនថ្ងៃរហូតដល់ផុតកំណត់");
    public static readonly PageText NetworksHint = new(
        "Blocks such as 10.2.0.0/16, one a line. Leave empty for any network.", "ប្លុកដូចជា 10.2.0.0/16 មួយក្នុងមួយបន្ទាត់។ ទុកទទេសម្រាប់បណ្ដាញទាំងអស់។");
    public static readonly PageText Rotate = new("Rotate", "ប្ដូរ");
    public static readonly PageText Overlap = new("Days the old key still holds", "ចំនួនថ្ងៃដែលសោចាស់នៅប្រើបាន");
    public static readonly PageText Revoke = new("Revoke at once", "ដកហូតភ្លាម");
    public static readonly PageText RevokeSure = new("Calls with this key are then refused.", "បន្ទាប់មក ការហៅដោយប្រើសោនេះនឹងត្រូវបដិសេធ។");
    public static readonly PageText Made = new("Your new key", "សោថ្មីរបស់អ្នក");
    public static readonly PageText MadeKeep = new(
        "Copy it now and keep it secret: it is shown only this once.", "សូមចម្លងវាឥឡូវនេះ ហើយរក្សាជាសម្ងាត់៖ វាបង្ហាញតែម្ដងនេះប៉ុណ្ណោះ។");
    public static readonly PageText Revoked = new("The key is revoked; its next call is refused.", "សោត្រូវបានដកហូត ការហៅបន្ទាប់នឹងត្រូវបដិសេធ។");

    public static PageText Refusal(KeyChangeOutcome outcome) => outcome switch
    {
        KeyChangeOutcome.DaysOutOfRange => new("A key lasts 1 to 3650 days.", "សោប្រើបានពី ១ ដល់ ៣៦៥០ ថ្ងៃ។"),
        KeyChangeOutcome.OverlapOutOfRange => new("An overlap lasts 0 to 90 days.", "រយៈពេលត្រួតគ្នាមានពី ០ ដល់ ៩០ ថ្ងៃ។"),
        KeyChangeOutcome.LabelMalformed => new("What the key is for has at most 100 characters.", "ការពិពណ៌នាមិនលើសពី ១០០ តួអក្សរ។"),
        KeyChangeOutcome.NetworkMalformed => new(
            "A network is not well formed. Write blocks without host bits, as 10.2.0.0/16 or 2001:db8::/32.",
            "បណ្ដាញមួយមិនត្រឹមត្រូវ។ សូមសរសេរប្លុកដូចជា 10.2.0.0/16 ឬ 2001:db8::/32។"),
        KeyChangeOutcome.NotInForce => new("The key is revoked or expired. Issue a new one.", "សោត្រូវបានដកហូត ឬផុតកំណត់។ សូមចេញសោថ្មី។"),
        KeyChangeOutcome.Suspended => new("The key is suspended. Ask the hub's data protection officer.", "សោត្រូវបានផ្អាក។ សូមសួរមន្ត្រីការពារទិន្នន័យនៃប្រព័ន្ធ។"),
        KeyChangeOutcome.AlreadyRotated => new("The key was rotated already. Rotate its successor.", "សោត្រូវបានប្ដូររួចហើយ។ សូមប្ដូរសោបន្ទាប់របស់វា។"),
        KeyChangeOutcome.UnknownInstitution => new("Your institution is not registered any more. Ask the hub's operator.", "ស្ថាប័នរបស់អ្នកលែងបានចុះឈ្មោះទៀតហើយ។ សូមសួរអ្នកប្រតិបត្តិប្រព័ន្ធ។"),
        _ => new("Your institution has no such key.", "ស្ថាប័នរបស់អ្នកគ្មានសោនេះទេ។"),
    };
}
