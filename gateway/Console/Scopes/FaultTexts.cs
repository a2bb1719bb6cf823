using System.Globalization;
using System.Text.RegularExpressions;

namespace Interop.Gateway.Console.Scopes;

/// <summary>
/// What the ledger finds wrong, in Khmer. The ledger speaks English to files, logs and the command line, and its sentences are the keys here, as in
/// gettext; what they quote stays as it is. A sentence that is not here is shown in English and marked so.
/// </summary>
internal static class FaultTexts
{
    private static readonly (Regex English, string Khmer)[] Known =
    [
        .. new (string English, string Khmer)[]
        {
            ("no institution '{0}'", "គ្មានស្ថាប័ន '{0}' ទេ"),
            ("no purpose '{0}' among HL7 PurposeOfUse codes in use", "គ្មានគោលបំណង '{0}' ក្នុងចំណោមកូដ HL7 PurposeOfUse ដែលប្រើទេ"),
            ("no registry '{0}'", "គ្មានបញ្ជី '{0}' ទេ"),
            ("no programme '{0}'", "គ្មានកម្មវិធី '{0}' ទេ"),
            ("no attribute '{0}' in the catalogue", "គ្មានព័ត៌មាន '{0}' ក្នុងកាតាឡុកទេ"),
            ("ends on {0}, before it begins on {1}", "បញ្ចប់ថ្ងៃ {0} មុនថ្ងៃចាប់ផ្ដើម {1}"),
            ("active, and not approved by a second officer (submittedBy '{0}', approvedBy '{1}')", "ជាធរមាន ដោយគ្មានការអនុម័តពីមន្ត្រីទីពីរ (ដាក់ដោយ '{0}' អនុម័តដោយ '{1}')"),
            ("grants '{0}' of '{1}', which is not among its registries", "ផ្ដល់ '{0}' របស់ '{1}' ដែលមិនមានក្នុងបញ្ជីរបស់វិសាលភាពនេះទេ"),
            ("'{0}' cannot be reduced to '{1}'", "'{0}' មិនអាចកាត់បន្ថយទៅជា '{1}' បានទេ"),
            ("grants '{0}' more than once", "ផ្ដល់ '{0}' លើសពីម្ដង"),
            ("grants a service of '{0}', and there is no such institution", "ផ្ដល់សេវារបស់ '{0}' ប៉ុន្តែគ្មានស្ថាប័ននេះទេ"),
            ("grants the operation '{0}' more than once", "ផ្ដល់ប្រតិបត្តិការ '{0}' លើសពីម្ដង"),
            ("scopes '{0}' v{1} and '{2}' v{3}: both active for the same consumer, purpose and operation at one time",
                "វិសាលភាព '{0}' កំណែ {1} និង '{2}' កំណែ {3}៖ ទាំងពីរជាធរមានក្នុងពេលតែមួយ សម្រាប់ស្ថាប័ន គោលបំណង និងប្រតិបត្តិការដូចគ្នា"),
            ("scope '{0}' belongs to '{1}'; choose another name", "វិសាលភាព '{0}' ជារបស់ '{1}' សូមជ្រើសរើសឈ្មោះផ្សេង"),
            ("ended on {0}", "បានបញ្ចប់ថ្ងៃ {0}"),
            ("begins on {0}, and v{1}, which it replaces, would end at once; let it begin today, or after {2}",
                "ចាប់ផ្ដើមថ្ងៃ {0} ហើយកំណែ {1} ដែលត្រូវជំនួសនឹងបញ្ចប់ភ្លាម សូមឱ្យវាចាប់ផ្ដើមថ្ងៃនេះ ឬក្រោយ {2}"),
            ("grants '{0}', which is sensitive, and does not say in which circumstance", "ផ្ដល់ '{0}' ដែលជាព័ត៌មានរសើប ដោយមិនបញ្ជាក់ថាក្នុងកាលៈទេសៈណា"),
            ("asks that the subject lives in the jurisdiction of '{0}', which is the whole country", "តម្រូវឱ្យសាមីខ្លួនរស់នៅក្នុងដែនសមត្ថកិច្ចរបស់ '{0}' ដែលជាប្រទេសទាំងមូល"),
            ("asks for '{0}' more than once", "តម្រូវ '{0}' លើសពីម្ដង"),
            ("asks for a subject that is known, and names no registry", "តម្រូវឱ្យស្គាល់សាមីខ្លួន ដោយមិនបញ្ជាក់បញ្ជី"),
            ("asks for a subject known to '{0}', and there is no such registry", "តម្រូវឱ្យ '{0}' ស្គាល់សាមីខ្លួន ប៉ុន្តែគ្មានបញ្ជីនេះទេ"),
            ("asks where the subject lives, and '{0}', which knows, is not among its registries", "សួរកន្លែងរស់នៅរបស់សាមីខ្លួន ប៉ុន្តែ '{0}' ដែលដឹង មិនមានក្នុងបញ្ជីរបស់វិសាលភាពនេះទេ"),
            ("grants published services, of which the hub does not know whom they are about, and makes conditions about the person; beside services only '{0}' can be asked for",
                "ផ្ដល់សេវាដែលមជ្ឈមណ្ឌលមិនដឹងថាអំពីនរណា ហើយដាក់លក្ខខណ្ឌអំពីសាមីខ្លួន។ ជាមួយសេវា អាចតម្រូវបានតែ '{0}' ប៉ុណ្ណោះ"),
            ("use case '{0}': '{1}' is granted {2}, at most {3} of it may be", "ករណីប្រើប្រាស់ '{0}'៖ '{1}' ផ្ដល់ជា {2} អនុញ្ញាតច្រើនបំផុត {3}"),
            ("use case '{0}': is in force for {1} days, at most {2} may be", "ករណីប្រើប្រាស់ '{0}'៖ ជាធរមាន {1} ថ្ងៃ អនុញ្ញាតច្រើនបំផុត {2} ថ្ងៃ"),
            ("use case '{0}': lets what is learned be kept for {1} days, at most {2} may be", "ករណីប្រើប្រាស់ '{0}'៖ ឱ្យរក្សាទុក {1} ថ្ងៃ អនុញ្ញាតច្រើនបំផុត {2} ថ្ងៃ"),
            ("use case '{0}': lets answers be {1} hours old, at most {2} may be", "ករណីប្រើប្រាស់ '{0}'៖ ឱ្យចម្លើយចាស់ {1} ម៉ោង អនុញ្ញាតច្រើនបំផុត {2} ម៉ោង"),
            ("use case '{0}': has no subject condition '{1}', which it must have", "ករណីប្រើប្រាស់ '{0}'៖ ខ្វះលក្ខខណ្ឌ '{1}' ដែលត្រូវតែមាន"),
        }.Select(t => (Pattern(t.English), t.Khmer)),
    ];

    /// <summary>The sentence in Khmer; null when it is not known.</summary>
    /// <param name="sentence">As the ledger gave it.</param>
    public static string? Khmer(string sentence)
    {
        foreach (var (english, khmer) in Known)
            if (english.Match(sentence) is { Success: true } match)
                return string.Format(CultureInfo.InvariantCulture, khmer, [.. match.Groups.Values.Skip(1).Select(g => g.Value)]);
        return null;
    }

    private static Regex Pattern(string sentence) => new($@"\A{Regex.Replace(Regex.Escape(sentence), @"\\\{\d}", "(.*)", RegexOptions.NonBacktracking)}\z", RegexOptions.NonBacktracking);
}
