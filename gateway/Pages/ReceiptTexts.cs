using Interop.Gateway.Receipts;
using Interop.Identity.Pages;

namespace Interop.Gateway.Pages;

/// <summary>The texts of the page that checks receipts.</summary>
internal static class ReceiptTexts
{
    public static readonly PageText Menu = new("Check a receipt", "ពិនិត្យបង្កាន់ដៃ");
    public static readonly PageText Title = new("Is this receipt true?", "តើបង្កាន់ដៃនេះពិតទេ?");
    public static readonly PageText Intro = new(
        "Every answer of the hub carries a receipt: the promise that the question was written into the audit log. Here anybody can see whether the promise was kept. The page shows hashes and signatures, and nothing of what was asked.",
        "រាល់ចម្លើយរបស់ប្រព័ន្ធមានបង្កាន់ដៃមួយ៖ ការសន្យាថា សំណួរត្រូវបានកត់ត្រាក្នុងកំណត់ហេតុសវនកម្ម។ នៅទីនេះ អ្នកណាក៏អាចពិនិត្យថា ការសន្យានោះត្រូវបានគោរពឬទេ។ ទំព័រនេះបង្ហាញតែហាស និងហត្ថលេខា មិនបង្ហាញអ្វីដែលបានសួរទេ។");
    public static readonly PageText Receipt = new("Receipt", "បង្កាន់ដៃ");
    public static readonly PageText ReceiptHint = new(
        "As in the header Interop-Receipt, or the field receipt of an answer: log/number/hash", "ដូចក្នុងបឋមកថា Interop-Receipt ឬវាល receipt នៃចម្លើយ៖ កំណត់ហេតុ/លេខ/ហាស");
    public static readonly PageText Key = new("The log's key, from a source you trust", "សោរបស់កំណត់ហេតុ ពីប្រភពដែលអ្នកទុកចិត្ត");
    public static readonly PageText KeyHint = new(
        "Left empty, the key that this hub names itself is taken: {0}", "បើទុកទទេ នឹងប្រើសោដែលប្រព័ន្ធនេះប្រកាសដោយខ្លួនឯង៖ {0}");
    public static readonly PageText Check = new("Check", "ពិនិត្យ");

    public static readonly PageText Steps = new("From the entry to the root", "ពីកំណត់ត្រាទៅឫស");
    public static readonly PageText StepsHint = new(
        "Each step hashes two values into one (SHA-256, RFC 9162). Whoever repeats the steps must reach the root that was signed; with another entry nobody can.",
        "ជំហាននីមួយៗបញ្ចូលតម្លៃពីរជាតម្លៃមួយ (SHA-256, RFC 9162)។ អ្នកដែលធ្វើឡើងវិញត្រូវបានឫសដែលបានចុះហត្ថលេខា ដោយកំណត់ត្រាផ្សេងគ្មាននរណាធ្វើបានទេ។");
    public static readonly PageText NoSteps = new("The log has one entry: its hash is the root.", "កំណត់ហេតុមានកំណត់ត្រាតែមួយ៖ ហាសរបស់វាជាឫស។");
    public static readonly PageText Step = new("Step", "ជំហាន");
    public static readonly PageText Side = new("Stands", "ឈរនៅ");
    public static readonly PageText Left = new("on the left", "ខាងឆ្វេង");
    public static readonly PageText Right = new("on the right", "ខាងស្ដាំ");
    public static readonly PageText Sibling = new("Hash of the proof", "ហាសនៃភស្តុតាង");
    public static readonly PageText Together = new("Together", "បញ្ចូលគ្នា");
    public static readonly PageText Start = new("The receipt's hash, as the log writes it", "ហាសនៃបង្កាន់ដៃ តាមរបៀបកំណត់ហេតុ");
    public static readonly PageText Reached = new("The steps lead to", "ជំហានទាំងនេះនាំទៅ");
    public static readonly PageText Root = new("The root that was signed", "ឫសដែលបានចុះហត្ថលេខា");
    public static readonly PageText Size = new("Entries of the log", "ចំនួនកំណត់ត្រា");
    public static readonly PageText Log = new("Log", "កំណត់ហេតុ");
    public static readonly PageText Place = new("Number of the entry, from 0", "លេខកំណត់ត្រា គិតពី ០");

    public static readonly PageText Checkpoint = new("The signed checkpoint", "ចំណុចត្រួតពិនិត្យដែលបានចុះហត្ថលេខា");
    public static readonly PageText Signed = new("The signature is that of the key.", "ហត្ថលេខានេះជារបស់សោពិតប្រាកដ។");
    public static readonly PageText NotSigned = new("The signature is not that of the key.", "ហត្ថលេខានេះមិនមែនជារបស់សោទេ។");
    public static readonly PageText Proof = new("Keep the proof (text, C2SP tlog-proof)", "រក្សាទុកភស្តុតាង (អត្ថបទ C2SP tlog-proof)");
    public static readonly PageText ProofHint = new(
        "It can be checked for ever without this hub: it holds the path and the signed checkpoint.", "អាចពិនិត្យបានជានិច្ចដោយមិនត្រូវការប្រព័ន្ធនេះ៖ វាមានផ្លូវ និងចំណុចត្រួតពិនិត្យដែលបានចុះហត្ថលេខា។");
    public static readonly PageText Unreadable = new("The audit log cannot be read now. Try again in a moment.", "មិនអាចអានកំណត់ហេតុសវនកម្មបានទេឥឡូវនេះ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");

    /// <summary>The judgement in a word.</summary>
    public static PageText Of(ReceiptOutcome outcome) => outcome == ReceiptOutcome.Proven ? new("In the log", "មានក្នុងកំណត់ហេតុ") : new("Not proven", "មិនមានភស្តុតាង");

    /// <summary>What it means.</summary>
    public static PageText Why(ReceiptOutcome outcome) => outcome switch
    {
        ReceiptOutcome.Proven => new(
            "The entry is in the audit log at this place, unchanged since the receipt was given, and the log's key has signed so.",
            "កំណត់ត្រាមាននៅក្នុងកំណត់ហេតុសវនកម្មត្រង់លេខនេះ មិនបានផ្លាស់ប្ដូរតាំងពីផ្ដល់បង្កាន់ដៃ ហើយសោរបស់កំណត់ហេតុបានចុះហត្ថលេខាបញ្ជាក់។"),
        ReceiptOutcome.NotAReceipt => new(
            "This is no receipt. A receipt is log/number/hash, the hash in 43 characters, exactly as the answer gave it.",
            "នេះមិនមែនជាបង្កាន់ដៃទេ។ បង្កាន់ដៃគឺ កំណត់ហេតុ/លេខ/ហាស ហាសមាន ៤៣ តួអក្សរ ដូចដែលចម្លើយបានផ្ដល់ពិតប្រាកដ។"),
        ReceiptOutcome.NotAKey => new(
            "The text given for the key is none. A key is name+id+key, as 'hub audit key' prints it.", "អត្ថបទដែលបានផ្ដល់មិនមែនជាសោទេ។ សោគឺ name+id+key ដូចដែល 'hub audit key' បោះពុម្ព។"),
        ReceiptOutcome.AnotherLog => new(
            "The receipt names another log. Only the gateway that keeps that log can prove it; this one can say neither yes nor no.",
            "បង្កាន់ដៃនេះដាក់ឈ្មោះកំណត់ហេតុផ្សេង។ មានតែប្រព័ន្ធដែលរក្សាកំណត់ហេតុនោះទេដែលអាចបញ្ជាក់ ប្រព័ន្ធនេះមិនអាចថាបាទ ឬទេបានឡើយ។"),
        ReceiptOutcome.BeyondEnd => new(
            "The log has no entry with this number yet. No answer of this hub can have carried this receipt, unless the log was cut since: then keep the receipt, it is evidence.",
            "កំណត់ហេតុមិនទាន់មានកំណត់ត្រាលេខនេះទេ។ គ្មានចម្លើយណារបស់ប្រព័ន្ធនេះអាចមានបង្កាន់ដៃនេះឡើយ លើកលែងតែកំណត់ហេតុត្រូវបានកាត់៖ សូមរក្សាបង្កាន់ដៃទុក ព្រោះវាជាភស្តុតាង។"),
        ReceiptOutcome.NotSigned => new(
            "The checkpoint of this log is not signed by the key you gave. Either the key is another log's, or this is not the log you think.",
            "ចំណុចត្រួតពិនិត្យនៃកំណត់ហេតុនេះមិនបានចុះហត្ថលេខាដោយសោដែលអ្នកបានផ្ដល់ទេ។ សោនោះជារបស់កំណត់ហេតុផ្សេង ឬនេះមិនមែនជាកំណត់ហេតុដែលអ្នកគិតទេ។"),
        _ => new(
            "The log has another entry at this place: from this hash the steps do not lead to the root that was signed. The receipt was altered, or was never given out.",
            "កំណត់ហេតុមានកំណត់ត្រាផ្សេងត្រង់លេខនេះ៖ ពីហាសនេះ ជំហានមិននាំទៅឫសដែលបានចុះហត្ថលេខាទេ។ បង្កាន់ដៃត្រូវបានកែប្រែ ឬមិនដែលត្រូវបានផ្ដល់ឱ្យ។"),
    };
}
