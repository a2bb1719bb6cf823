using Interop.Gateway.Batches.Files;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Batches;

/// <summary>What is said about a row, by the code of its problem, and about a file that is rejected as a whole: what is wrong, and what to do.</summary>
internal static class BatchTexts
{
    private static readonly Dictionary<string, BatchText> Rows = new(StringComparer.Ordinal)
    {
        ["body-not-json"] = new("The line is not one JSON object.", "បន្ទាត់នេះមិនមែនជាវត្ថុ JSON តែមួយទេ។"),
        ["body-invalid"] = new("The row lacks something, or has something that does not belong there.", "ជួរនេះខ្វះទិន្នន័យ ឬមានអ្វីដែលមិនគួរមាន។"),
        ["identifier-type-unknown"] = new("The type must be national-id, birth-registration, nssf, equity-card or family-book.", "ប្រភេទត្រូវជា national-id, birth-registration, nssf, equity-card ឬ family-book។"),
        ["identifier-malformed"] = new("The number does not have the form of its type. Check digits and length.", "លេខនេះមិនត្រូវទម្រង់នៃប្រភេទរបស់វាទេ។ សូមពិនិត្យតួលេខ និងប្រវែង។"),
        ["date-out-of-range"] = new("The date must be written yyyy-MM-dd and lie between 2000-01-01 and five years from today.", "កាលបរិច្ឆេទត្រូវសរសេរជា yyyy-MM-dd ហើយនៅចន្លោះ 2000-01-01 និងប្រាំឆ្នាំពីថ្ងៃនេះ។"),
        ["attribute-unknown"] = new("An attribute named is not in the catalogue.", "ទិន្នន័យដែលសុំមិនមានក្នុងបញ្ជីទេ។"),
        ["programme-unknown"] = new("A programme named does not exist.", "កម្មវិធីដែលបានដាក់ឈ្មោះមិនមានទេ។"),
        ["scope-missing"] = new("Your institution holds no privacy scope that is in force. Ask the data protection officer.", "ស្ថាប័នរបស់អ្នកគ្មានវិសាលភាពឯកជនភាពដែលមានសុពលភាពទេ។ សូមសួរមន្ត្រីការពារទិន្នន័យ។"),
        ["purpose-outside-scope"] = new("Your institution's scope does not name this purpose. Ask the data protection officer.", "វិសាលភាពរបស់ស្ថាប័នអ្នកមិនរួមបញ្ចូលគោលបំណងនេះទេ។ សូមសួរមន្ត្រីការពារទិន្នន័យ។"),
        ["operation-outside-scope"] = new("Your institution's scope does not allow this kind of question. Ask the data protection officer.", "វិសាលភាពរបស់ស្ថាប័នអ្នកមិនអនុញ្ញាតសំណួរប្រភេទនេះទេ។ សូមសួរមន្ត្រីការពារទិន្នន័យ។"),
        ["programme-outside-scope"] = new("Your institution's scope does not name a programme asked about.", "វិសាលភាពរបស់ស្ថាប័នអ្នកមិនរួមបញ្ចូលកម្មវិធីដែលបានសួរទេ។"),
        ["case-missing"] = new("Your institution's scope answers only for a case. Name it when you send the file.", "វិសាលភាពរបស់ស្ថាប័នអ្នកឆ្លើយតែសម្រាប់សំណុំរឿងប៉ុណ្ណោះ។ សូមបញ្ជាក់វាពេលផ្ញើឯកសារ។"),
        ["subject-outside-scope"] = new("Your institution may not ask about this number. That does not say whether there is such a person.", "ស្ថាប័នរបស់អ្នកមិនអាចសួរអំពីលេខនេះទេ។ នេះមិនបញ្ជាក់ថាមានបុគ្គលនេះឬអត់ទេ។"),
        ["subject-condition-undecided"] = new("A registry that must say whether you may ask does not answer. Send the row again later.", "បញ្ជីដែលត្រូវបញ្ជាក់ថាអ្នកអាចសួរឬអត់មិនឆ្លើយទេ។ សូមផ្ញើជួរនេះម្តងទៀតពេលក្រោយ។"),
        ["rate-limited"] = new("Too many questions at once. Send the row again later.", "សំណួរច្រើនពេកក្នុងពេលតែមួយ។ សូមផ្ញើជួរនេះម្តងទៀតពេលក្រោយ។"),
        ["quota-exhausted"] = new("The day's number of questions is used up. Send the row again tomorrow.", "ចំនួនសំណួរសម្រាប់ថ្ងៃនេះអស់ហើយ។ សូមផ្ញើជួរនេះម្តងទៀតនៅថ្ងៃស្អែក។"),
        ["subject-not-found"] = new("No registry you may ask knows this number. Check it, or use another number of the person.", "គ្មានបញ្ជីណាដែលអ្នកអាចសួរស្គាល់លេខនេះទេ។ សូមពិនិត្យ ឬប្រើលេខផ្សេងរបស់បុគ្គលនេះ។"),
        ["identity-conflict"] = new("The number belongs to several people. Use another number of the person.", "លេខនេះជារបស់មនុស្សច្រើននាក់។ សូមប្រើលេខផ្សេងរបស់បុគ្គលនេះ។"),
        ["subject-undecided"] = new("A registry that might know this number does not answer. Send the row again later.", "បញ្ជីដែលអាចស្គាល់លេខនេះមិនឆ្លើយទេ។ សូមផ្ញើជួរនេះម្តងទៀតពេលក្រោយ។"),
    };

    private static readonly Dictionary<string, BatchText> Keys = new(StringComparer.Ordinal)
    {
        ["access-key-revoked"] = new("The key that announced the file was revoked. Send the rows that are left with a key in force.", "សោដែលបានប្រកាសឯកសារនេះត្រូវបានដកហូត។ សូមផ្ញើជួរដែលនៅសល់ដោយសោដែលមានសុពលភាព។"),
        ["access-key-suspended"] = new("The key that announced the file is suspended. Send the rows that are left when it is in force again.", "សោដែលបានប្រកាសឯកសារនេះត្រូវបានផ្អាក។ សូមផ្ញើជួរដែលនៅសល់ពេលវាមានសុពលភាពវិញ។"),
        ["access-key-expired"] = new("The key that announced the file has expired. Send the rows that are left with a key in force.", "សោដែលបានប្រកាសឯកសារនេះផុតកំណត់ហើយ។ សូមផ្ញើជួរដែលនៅសល់ដោយសោដែលមានសុពលភាព។"),
    };

    private static readonly Dictionary<FileFault, BatchText> Files = new()
    {
        [FileFault.HashMismatch] = new("The file that arrived does not have the SHA-256 announced. Send it again.", "ឯកសារដែលបានមកដល់មិនមាន SHA-256 ដូចដែលបានប្រកាសទេ។ សូមផ្ញើម្តងទៀត។"),
        [FileFault.RowsMismatch] = new("The file does not have as many rows as were announced. Check that it was saved whole.", "ឯកសារមិនមានចំនួនជួរដូចដែលបានប្រកាសទេ។ សូមពិនិត្យថាវាត្រូវបានរក្សាទុកទាំងស្រុង។"),
        [FileFault.Empty] = new("The file has no rows.", "ឯកសារគ្មានជួរទេ។"),
        [FileFault.TooManyRows] = new("The file has more rows than are taken. Send it in parts.", "ឯកសារមានជួរច្រើនជាងដែលអនុញ្ញាត។ សូមផ្ញើជាផ្នែកៗ។"),
        [FileFault.Encoding] = new("The file is not in UTF-8. Save it as 'CSV UTF-8'.", "ឯកសារមិនមែនជា UTF-8 ទេ។ សូមរក្សាទុកជា 'CSV UTF-8'។"),
        [FileFault.Quotes] = new("A quotation mark in this row does not stand around a whole cell, or is not closed.", "សញ្ញាសម្រង់ក្នុងជួរនេះមិនព័ទ្ធជុំវិញក្រឡាទាំងមូល ឬមិនបានបិទ។"),
        [FileFault.Cells] = new("This row has more or fewer cells than the first row.", "ជួរនេះមានក្រឡាច្រើនជាង ឬតិចជាងជួរទីមួយ។"),
        [FileFault.Columns] = new("The first row must name the columns, each once, 'type' and 'value' among them.", "ជួរទីមួយត្រូវដាក់ឈ្មោះជួរឈរ ម្តងៗ ដោយមាន 'type' និង 'value'។"),
        [FileFault.RowTooLong] = new("A row is longer than 65,536 characters.", "ជួរមួយវែងជាង ៦៥ ៥៣៦ តួអក្សរ។"),
        [FileFault.Compression] = new("What is compressed is cut off or broken. Compress and send it again.", "ឯកសារបង្រួមត្រូវបានកាត់ ឬខូច។ សូមបង្រួម និងផ្ញើម្តងទៀត។"),
        [FileFault.UnpacksTooFar] = new("The file unpacks to many times its length. Send it in parts, or not compressed.", "ឯកសារពង្រីកទៅច្រើនដងនៃប្រវែងរបស់វា។ សូមផ្ញើជាផ្នែកៗ ឬមិនបង្រួម។"),
    };

    /// <summary>What is said of a row whose question has this problem; the detail of the problem where it has no text of its own.</summary>
    public static BatchText Of(ProblemKind problem) => Rows.GetValueOrDefault(problem.Code) ?? new(problem.Detail, problem.Detail);

    /// <summary>What is said of a batch that stopped for this reason.</summary>
    public static BatchText OfStop(string code) => Keys.GetValueOrDefault(code) ?? Rows[code];

    public static BatchText Of(FileFault fault) => Files[fault];

    /// <summary>Codes of rows that have a text.</summary>
    public static IEnumerable<string> Codes => Rows.Keys;
}
