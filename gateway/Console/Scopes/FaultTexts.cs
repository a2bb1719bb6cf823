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
