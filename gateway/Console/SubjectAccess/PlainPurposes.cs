using Interop.Identity.Pages;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>Why somebody asked, in a sentence for whom it was about: titles of the code list are words of officials.</summary>
internal static class PlainPurposes
{
    private static readonly PageText None = new("no reason was stated", "គ្មានហេតុផលត្រូវបានបញ្ជាក់ទេ");

    private static readonly Dictionary<string, PageText> ByCode = new()
    {
        ["TREAT"] = new("to treat the person when ill", "ដើម្បីព្យាបាលជំងឺឱ្យសាមីខ្លួន"),
        ["ETREAT"] = new("to save the person's life or health in an emergency", "ដើម្បីសង្គ្រោះជីវិត ឬសុខភាពរបស់សាមីខ្លួនក្នុងករណីបន្ទាន់"),
        ["COVERAGE"] = new("to see who pays for the person's health care", "ដើម្បីដឹងថានរណាបង់ថ្លៃថែទាំសុខភាពឱ្យសាមីខ្លួន"),
        ["ELIGDTRM"] = new("to decide whether the person is entitled to help", "ដើម្បីសម្រេចថាសាមីខ្លួនមានសិទ្ធិទទួលជំនួយឬទេ"),
        ["ENROLLM"] = new("to enrol the person in a programme", "ដើម្បីចុះឈ្មោះសាមីខ្លួនក្នុងកម្មវិធី"),
        ["HPAYMT"] = new("to pay for health care that the person got", "ដើម្បីទូទាត់ថ្លៃថែទាំសុខភាពដែលសាមីខ្លួនបានទទួល"),
        ["HSYSADMIN"] = new("to keep the systems of health care running", "ដើម្បីឱ្យប្រព័ន្ធថែទាំសុខភាពដំណើរការ"),
        ["PATRQT"] = new("because the person asked for it", "ព្រោះសាមីខ្លួនបានស្នើសុំ"),
        ["HRESCH"] = new("for research and statistics", "សម្រាប់ការស្រាវជ្រាវ និងស្ថិតិ"),
        ["PUBHLTH"] = new("to protect the health of everybody", "ដើម្បីការពារសុខភាពសាធារណៈ"),
    };

    /// <summary>The sentence; a code that nobody has put into words stands for itself.</summary>
    /// <param name="code">Of the list of purposes; null when none was stated.</param>
    public static PageText Of(string? code) => code is null ? None : ByCode.GetValueOrDefault(code) ?? new(code, code);
}
