using Interop.Identity.Pages;

namespace Interop.Gateway.Pages;

/// <summary>The texts of the page that checks signatures. What the checks themselves say is for developers, and in English.</summary>
internal static class SignatureTexts
{
    public static readonly PageText Menu = new("Check a signature", "ពិនិត្យហត្ថលេខា");
    public static readonly PageText Title = new("Check the signature of a message", "ពិនិត្យហត្ថលេខារបស់សារ");
    public static readonly PageText Intro = new(
        "Paste an HTTP request or answer as it went over the wire. The page says of each signature (RFC 9421) whether it is good or why not, and shows the exact bytes it is over. Nothing is kept.",
        "បិទភ្ជាប់សំណើ ឬចម្លើយ HTTP ដូចដែលបានបញ្ជូន។ ទំព័រនេះប្រាប់ថា ហត្ថលេខានីមួយៗ (RFC 9421) ត្រឹមត្រូវ ឬមូលហេតុមិនត្រឹមត្រូវ និងបង្ហាញបៃពិតប្រាកដដែលបានចុះហត្ថលេខា។ គ្មានអ្វីត្រូវបានរក្សាទុកទេ។");
    public static readonly PageText NoSignature = new("No signature", "គ្មានហត្ថលេខា");
    public static readonly PageText Base = new("What is signed (signature base)", "អ្វីដែលបានចុះហត្ថលេខា");
    public static readonly PageText Bytes = new("Its bytes", "បៃរបស់វា");
    public static readonly PageText Message = new("Message", "សារ");
    public static readonly PageText MessageHint = new(
        "Start line, fields, an empty line, the body. With personal data in it, use 'hub verify' on your own machine instead.",
        "បន្ទាត់ដំបូង វាល បន្ទាត់ទទេ និងខ្លឹមសារ។ បើមានទិន្នន័យផ្ទាល់ខ្លួន សូមប្រើពាក្យបញ្ជា 'hub verify' លើម៉ាស៊ីនរបស់អ្នក។");
    public static readonly PageText Request = new("The request an answer belongs to, where the signature covers parts of it", "សំណើដែលចម្លើយនេះឆ្លើយតប បើហត្ថលេខាគ្របដណ្ដប់ផ្នែកខ្លះរបស់វា");
    public static readonly PageText Keys = new("Public keys (JSON Web Key Set)", "សោសាធារណៈ (JSON Web Key Set)");
    public static readonly PageText KeysHint = new("Left empty, the hub's own keys are taken: for its answers.", "បើទុកទទេ នឹងប្រើសោរបស់ប្រព័ន្ធនេះ៖ សម្រាប់ចម្លើយរបស់វា។");
    public static readonly PageText Scheme = new("Scheme the request was sent by", "ពិធីការដែលសំណើបានប្រើ");
    public static readonly PageText Check = new("Check", "ពិនិត្យ");
}
