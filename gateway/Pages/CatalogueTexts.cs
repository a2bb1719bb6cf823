using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Pages;

/// <summary>The texts of the catalogue page.</summary>
internal static class CatalogueTexts
{
    public static readonly PageText Title = new("Catalogue", "កាតាឡុក");
    public static readonly PageText Intro = new(
        "What the hub can be asked: registries, attributes, programmes, services and purposes, and what your institution may use. For programs:",
        "អ្វីដែលអាចសួរពីប្រព័ន្ធនេះ៖ បញ្ជិកា ព័ត៌មាន កម្មវិធី សេវា និងគោលបំណង ព្រមទាំងអ្វីដែលស្ថាប័នរបស់អ្នកអាចប្រើបាន។ សម្រាប់កម្មវិធីកុំព្យូទ័រ៖");
    public static readonly PageText Own = new("What your institution may use", "អ្វីដែលស្ថាប័នរបស់អ្នកអាចប្រើបាន");
    public static readonly PageText Rechecks = new(
        "Questions that wait for a registry which does not answer: {0}. The hub asks them again by itself.", "សំណួរដែលរង់ចាំបញ្ជិកាដែលមិនឆ្លើយ៖ {0}។ ប្រព័ន្ធនឹងសួរម្ដងទៀតដោយស្វ័យប្រវត្តិ។");
    public static readonly PageText NoScope = new("No privacy scope of your institution is in force today.", "ថ្ងៃនេះ ស្ថាប័នរបស់អ្នកគ្មានវិសាលភាពឯកជនភាពណាមួយជាធរមានទេ។");
    public static readonly PageText SignInToSee = new("Sign in to see what your institution may use and to try it.", "សូមចូលប្រើ ដើម្បីមើលអ្វីដែលស្ថាប័នរបស់អ្នកអាចប្រើបាន និងសាកល្បង។");
    public static readonly PageText SignIn = new("Sign in", "ចូលប្រើ");
    public static readonly PageText AskForMore = new("To ask for more, let the hub's operator draft a scope:", "ដើម្បីស្នើសុំបន្ថែម សូមឱ្យប្រតិបត្តិករព្រាងវិសាលភាព៖");
    public static readonly PageText Version = new("version", "កំណែ");
    public static readonly PageText Purposes = new("Purposes", "គោលបំណង");
    public static readonly PageText Purpose = new("Purpose", "គោលបំណង");
    public static readonly PageText Operations = new("Operations", "ប្រតិបត្តិការ");
    public static readonly PageText Operation = new("Operation", "ប្រតិបត្តិការ");
    public static readonly PageText Programmes = new("Programmes", "កម្មវិធី");
    public static readonly PageText AboutWhom = new("About whom", "អំពីនរណា");
    public static readonly PageText Anybody = new("anybody", "នរណាក៏បាន");
    public static readonly PageText Until = new("Until", "រហូតដល់");
    public static readonly PageText Attributes = new("Attributes", "ព័ត៌មាន");
    public static readonly PageText Registries = new("Registries", "បញ្ជិកា");
    public static readonly PageText Identifiers = new("Kinds of identifiers", "ប្រភេទលេខសម្គាល់");
    public static readonly PageText Services = new("Published services", "សេវាដែលបានផ្សព្វផ្សាយ");
    public static readonly PageText Name = new("Name", "ឈ្មោះ");
    public static readonly PageText Meaning = new("Meaning", "អត្ថន័យ");
    public static readonly PageText Registry = new("Registry", "បញ្ជិកា");
    public static readonly PageText Sensitivity = new("Sensitivity", "ភាពរសើប");
    public static readonly PageText Reductions = new("Can be reduced to", "អាចកាត់បន្ថយទៅជា");
    public static readonly PageText LegalBasis = new("Legal basis", "មូលដ្ឋានច្បាប់");
    public static readonly PageText Reads = new("Its rule reads", "វិធានរបស់វាអាន");
    public static readonly PageText Try = new("Try it", "សាកល្បង");
    public static readonly PageText TryHint = new(
        "Asks the hub about a made-up person of the synthetic country, as your institution. The question is recorded like any other.",
        "សួរប្រព័ន្ធអំពីមនុស្សប្រឌិតម្នាក់ ក្នុងនាមស្ថាប័នរបស់អ្នក។ សំណួរនេះត្រូវបានកត់ត្រាដូចសំណួរដទៃទៀត។");
    public static readonly PageText Person = new("Made-up person", "មនុស្សប្រឌិត");
    public static readonly PageText Ask = new("Ask", "សួរ");
    public static readonly PageText Answer = new("Answer:", "ចម្លើយ៖");
    public static readonly PageText AsACall = new("The same from a program, with your institution's access key:", "ដូចគ្នា ពីកម្មវិធីកុំព្យូទ័រ ដោយប្រើសោរបស់ស្ថាប័នអ្នក៖");
    private static readonly PageText Personal = new("personal", "ផ្ទាល់ខ្លួន");
    private static readonly PageText Identifying = new("identifying", "សម្គាល់អត្តសញ្ញាណ");
    private static readonly PageText Sensitive = new("sensitive", "រសើប");

    public static PageText Of(Sensitivity sensitivity) => sensitivity switch
    {
        Schemas.Catalogue.Sensitivity.Personal => Personal,
        Schemas.Catalogue.Sensitivity.Identifying => Identifying,
        _ => Sensitive,
    };

    /// <summary>A title of the catalogue in the language of the page.</summary>
    public static string In(this Title title, PageLanguage language) => language.IsKhmer ? title.Km : title.En;
}
