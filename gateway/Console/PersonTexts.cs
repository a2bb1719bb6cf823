using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>The texts of the fields that name a person, and of what is kept from taking effect.</summary>
internal static class PersonTexts
{
    public static readonly PageText Type = new("Kind of number", "ប្រភេទលេខ");
    public static readonly PageText Number = new("Number of the person", "លេខរបស់បុគ្គល");
    public static readonly PageText Hint = new("It is compared and not kept. No address and no log holds it.", "លេខនេះប្រើសម្រាប់ប្រៀបធៀប មិនត្រូវបានរក្សាទុកទេ។ វាមិនមាននៅក្នុងអាសយដ្ឋាន ឬកំណត់ហេតុណាឡើយ។");
    public static readonly PageText Wrong = new("The number does not have the form of its kind.", "លេខនេះមិនត្រូវតាមទម្រង់នៃប្រភេទរបស់វាទេ។");
    public static readonly PageText Unknown = new("No registry knows a person by this number. Check it, or take another one.", "គ្មានបញ្ជីណាស្គាល់បុគ្គលតាមលេខនេះទេ។ សូមពិនិត្យ ឬប្រើលេខផ្សេង។");
    public static readonly PageText Several = new("This number belongs to several people. Take another one.", "លេខនេះជារបស់មនុស្សច្រើននាក់។ សូមប្រើលេខផ្សេង។");
    public static readonly PageText InText = new(
        "A text holds a number of this person. The register keeps no such number; name the paper in another way.",
        "អត្ថបទមានលេខរបស់បុគ្គលនេះ។ បញ្ជីមិនរក្សាទុកលេខបែបនេះទេ សូមសរសេរតាមវិធីផ្សេង។");
    public static readonly PageText NotRecorded = new(
        "This could not be recorded in the audit log, so nothing was done or shown. Try again in a moment.",
        "មិនអាចកត់ត្រាក្នុងកំណត់ហេតុសវនកម្មបានទេ ដូច្នេះគ្មានអ្វីត្រូវបានធ្វើ ឬបង្ហាញទេ។ សូមព្យាយាមម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText Watched = new(
        "What you do and look at here becomes an entry of the audit log with your name, before it takes effect or is shown.",
        "អ្វីដែលអ្នកធ្វើ និងមើលនៅទីនេះ ក្លាយជាកំណត់ត្រានៃកំណត់ហេតុសវនកម្មជាមួយឈ្មោះរបស់អ្នក មុនពេលមានប្រសិទ្ធភាព ឬបង្ហាញ។");
    public static readonly PageText Mend = new("Nothing is kept yet. Mend what is written below.", "មិនទាន់រក្សាទុកអ្វីទេ។ សូមកែអ្វីដែលសរសេរខាងក្រោម។");
    public static readonly PageText Auditors = new("Auditors look and change nothing.", "សវនករមើល តែមិនកែប្រែអ្វីទេ។");
    public static readonly PageText NoteWrong = new("Write why, in at most 500 characters.", "សូមសរសេរមូលហេតុ មិនលើសពី ៥០០ តួអក្សរ។");
    public static readonly PageText Why = new("Why, for the record", "មូលហេតុ សម្រាប់កំណត់ត្រា");
    public static readonly PageText Newest = new("Only the {0} newest are shown.", "បង្ហាញតែ {0} ចុងក្រោយប៉ុណ្ណោះ។");
}
