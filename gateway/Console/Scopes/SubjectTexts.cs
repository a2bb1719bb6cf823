using Interop.Gateway.Privacy;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Scopes;

/// <summary>The texts about whom a scope is, and in which circumstance it grants an attribute; shown and asked for.</summary>
internal static class SubjectTexts
{
    public static readonly PageText Anybody = new("any person", "មនុស្សណាក៏បាន");
    public static readonly PageText People = new("people {0}", "មនុស្ស {0}");
    public static readonly PageText KnownTo = new("known to the {0}", "ដែល {0} ស្គាល់");
    public static readonly PageText As = new("as {0}", "ជា {0}");
    public static readonly PageText Grace = new("up to {0} days after that has ended", "រហូតដល់ {0} ថ្ងៃក្រោយពេលនោះចប់");
    public static readonly PageText Resident = new("who live in the institution's jurisdiction", "ដែលរស់នៅក្នុងដែនសមត្ថកិច្ចរបស់ស្ថាប័ន");
    public static readonly PageText Consenting = new("who have consented to it", "ដែលបានយល់ព្រម");
    public static readonly PageText InACase = new("in a case whose number the institution gives", "ក្នុងសំណុំរឿងដែលស្ថាប័នប្រាប់លេខ");

    public static readonly PageText Title = new("About whom", "អំពីនរណា");
    public static readonly PageText Hint = new(
        "All that is chosen here must hold. With nothing chosen the institution may ask about anybody. Whoever is outside is answered for as if nobody had such a number.",
        "អ្វីៗទាំងអស់ដែលជ្រើសរើសនៅទីនេះត្រូវតែពិត។ បើមិនជ្រើសរើសអ្វីទេ ស្ថាប័នអាចសួរអំពីនរណាក៏បាន។ អ្នកនៅក្រៅវិសាលភាព ទទួលចម្លើយដូចជាគ្មាននរណាមានលេខនោះ។");
    public static readonly PageText Lives = new("The person lives in the institution's jurisdiction", "បុគ្គលនោះរស់នៅក្នុងដែនសមត្ថកិច្ចរបស់ស្ថាប័ន");
    public static readonly PageText Consent = new("The person has consented, by the register of consents", "បុគ្គលនោះបានយល់ព្រម តាមបញ្ជីការយល់ព្រម");
    public static readonly PageText Case = new("The institution gives the number of a case", "ស្ថាប័នប្រាប់លេខសំណុំរឿង");
    public static readonly PageText Known = new("The person is known to", "បុគ្គលនោះត្រូវបានស្គាល់ដោយ");
    public static readonly PageText NotAsked = new("not asked for", "មិនតម្រូវ");
    public static readonly PageText Capacities = new("As (leave empty for any capacity)", "ក្នុងឋានៈជា (ទុកទទេសម្រាប់ឋានៈណាក៏បាន)");
    public static readonly PageText CapacitiesHint = new("Codes of the registry, with commas between them: {0}.", "លេខកូដរបស់បញ្ជិកា ដាក់សញ្ញាក្បៀសនៅចន្លោះ៖ {0}។");
    public static readonly PageText GraceDays = new("Days after its end in which it still counts", "ចំនួនថ្ងៃក្រោយចប់ ដែលនៅតែរាប់");
    public static readonly PageText KnownWrong = new("Choose a registry, write capacities as codes, and days from 0 to 36500.", "សូមជ្រើសរើសបញ្ជិកា សរសេរឋានៈជាលេខកូដ និងចំនួនថ្ងៃពី 0 ដល់ 36500។");

    public static readonly PageText Because = new("Why it is needed", "ហេតុអ្វីត្រូវការ");
    public static readonly PageText ForPurposes = new("Only for these purposes, as codes (empty: for all)", "សម្រាប់តែគោលបំណងទាំងនេះ ជាលេខកូដ (ទទេ៖ ទាំងអស់)");
    public static readonly PageText OnlyInACase = new("Only with the number of a case", "តែពេលមានលេខសំណុំរឿង");
    public static readonly PageText BecauseWrong = new(
        "This is sensitive: say in 15 to 400 characters why it is needed, and name only purposes ticked above.",
        "នេះជាព័ត៌មានរសើប៖ សូមប្រាប់ហេតុផលពី ១៥ ដល់ ៤០០ តួអក្សរ ហើយដាក់តែគោលបំណងដែលបានគូសខាងលើ។");
    public static readonly PageText Only = new("only {0}", "តែ {0}");
    public static readonly PageText For = new("for {0}", "សម្រាប់ {0}");

    public static readonly PageText Holds = new("must hold", "ត្រូវតែពិត");
    public static readonly PageText Circumstance = new("Circumstance", "កាលៈទេសៈ");

    /// <summary>What a condition that takes no further words asks for.</summary>
    public static PageText Of(SubjectConditionKind kind) => kind switch
    {
        SubjectConditionKind.Jurisdiction => Resident,
        SubjectConditionKind.Consent => Consenting,
        _ => InACase,
    };
}
