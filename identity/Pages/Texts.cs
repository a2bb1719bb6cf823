using Interop.Identity.Keys;
using Interop.Identity.People;

namespace Interop.Identity.Pages;

/// <summary>Every text of the pages of this project, both languages side by side.</summary>
internal static class Texts
{
    public static readonly PageText Skip = new("Skip to the content", "រំលងទៅមាតិកា");
    public static readonly PageText OtherLanguage = new("ភាសាខ្មែរ", "English");
    public static readonly PageText Menu = new("Menu", "ម៉ឺនុយ");
    public static readonly PageText Tagline = new("National interoperability gateway", "ច្រកតភ្ជាប់ទិន្នន័យជាតិ");
    public static readonly PageText Continue = new("Continue", "បន្ត");
    public static readonly PageText Attention = new("Please note:", "សូមចំណាំ៖");

    public static readonly PageText SignIn = new("Sign in", "ចូលប្រើ");
    public static readonly PageText SignOut = new("Sign out", "ចាកចេញ");
    public static readonly PageText SignOutAsk = new("Do you want to sign out on this device?", "តើអ្នកចង់ចាកចេញពីឧបករណ៍នេះឬ?");
    public static readonly PageText UserName = new("User name", "ឈ្មោះអ្នកប្រើ");
    public static readonly PageText Password = new("Password", "ពាក្យសម្ងាត់");
    public static readonly PageText SignInRefused = new(
        "That did not work. The user name, the password or the code is not right, or there were too many attempts. Check them, wait a minute and try again.",
        "ចូលប្រើមិនបានទេ។ ឈ្មោះអ្នកប្រើ ពាក្យសម្ងាត់ ឬលេខកូដមិនត្រឹមត្រូវ ឬបានព្យាយាមច្រើនដងពេក។ សូមពិនិត្យ រង់ចាំមួយនាទី ហើយព្យាយាមម្ដងទៀត។");
    public static readonly PageText Braked = new(
        "There were too many failed attempts from this network. Wait ten minutes and try again.",
        "មានការព្យាយាមមិនបានសម្រេចច្រើនពេកពីបណ្ដាញនេះ។ សូមរង់ចាំដប់នាទី ហើយព្យាយាមម្ដងទៀត។");
    public static readonly PageText Busy = new(
        "Many people are signing in at this moment. Wait a little and try again.", "មានមនុស្សច្រើនកំពុងចូលប្រើ។ សូមរង់ចាំបន្តិច ហើយព្យាយាមម្ដងទៀត។");
    public static readonly PageText SignInLost = new(
        "The sign-in took too long. Begin again.", "ការចូលប្រើចំណាយពេលយូរពេក។ សូមចាប់ផ្ដើមម្ដងទៀត។");

    public static readonly PageText Code = new("Code", "លេខកូដ");
    public static readonly PageText CodeTitle = new("Second step", "ជំហានទីពីរ");
    public static readonly PageText CodeHint = new(
        "The six digits that your authenticator app shows now, or one of your recovery codes.",
        "លេខប្រាំមួយខ្ទង់ដែលកម្មវិធីផ្ទៀងផ្ទាត់របស់អ្នកបង្ហាញឥឡូវនេះ ឬលេខកូដសង្គ្រោះមួយរបស់អ្នក។");
    public static readonly PageText EnrolTitle = new("Set up the second step", "រៀបចំជំហានទីពីរ");
    public static readonly PageText EnrolWhy = new(
        "Your role can see or change what concerns many people, so a password alone is not enough.",
        "តួនាទីរបស់អ្នកអាចមើល ឬកែប្រែអ្វីដែលពាក់ព័ន្ធនឹងមនុស្សជាច្រើន ដូច្នេះពាក្យសម្ងាត់តែមួយមិនគ្រប់គ្រាន់ទេ។");
    public static readonly PageText EnrolHow = new(
        "Scan this picture with an authenticator app, or type the key below into it. Then enter the six digits it shows.",
        "ស្កេនរូបនេះដោយកម្មវិធីផ្ទៀងផ្ទាត់ ឬវាយសោខាងក្រោមចូលក្នុងកម្មវិធី។ បន្ទាប់មក បញ្ចូលលេខប្រាំមួយខ្ទង់ដែលវាបង្ហាញ។");
    public static readonly PageText EnrolPicture = new("QR code with the key below", "កូដ QR ដែលមានសោខាងក្រោម");
    public static readonly PageText EnrolKey = new("Key to type", "សោសម្រាប់វាយ");
    public static readonly PageText EnrolCode = new("Six digits from the app", "លេខប្រាំមួយខ្ទង់ពីកម្មវិធី");
    public static readonly PageText EnrolWrong = new(
        "These digits are not the ones of now. Check that the clock of your phone is right, and enter the next ones.",
        "លេខនេះមិនមែនជាលេខពេលនេះទេ។ សូមពិនិត្យម៉ោងទូរស័ព្ទរបស់អ្នក ហើយបញ្ចូលលេខបន្ទាប់។");
    public static readonly PageText EnrolDone = new("The second step is set up.", "ជំហានទីពីរត្រូវបានរៀបចំរួច។");

    public static readonly PageText RecoveryTitle = new("Recovery codes", "លេខកូដសង្គ្រោះ");
    public static readonly PageText RecoveryKeep = new(
        "Print or write these codes down and keep them safe. Each lets you in once when you do not have your phone. They are not shown again.",
        "សូមបោះពុម្ព ឬកត់ត្រាលេខកូដទាំងនេះ ហើយរក្សាទុកឱ្យមានសុវត្ថិភាព។ លេខកូដនីមួយៗប្រើបានម្ដង នៅពេលអ្នកគ្មានទូរស័ព្ទ។ វានឹងមិនបង្ហាញម្ដងទៀតទេ។");
    public static readonly PageText RecoveryLeft = new("{0} recovery codes are left.", "នៅសល់លេខកូដសង្គ្រោះ {0}។");
    public static readonly PageText RecoveryRenew = new("Make new recovery codes", "បង្កើតលេខកូដសង្គ្រោះថ្មី");

    public static readonly PageText Account = new("My account", "គណនីរបស់ខ្ញុំ");
    public static readonly PageText Name = new("Name", "ឈ្មោះ");
    public static readonly PageText Institution = new("Institution", "ស្ថាប័ន");
    public static readonly PageText NoInstitution = new("all institutions", "ស្ថាប័នទាំងអស់");
    public static readonly PageText RolesHeld = new("Roles", "តួនាទី");
    public static readonly PageText SignedInSince = new("Signed in since", "បានចូលប្រើតាំងពី");
    public static readonly PageText SecondStep = new("Second step", "ជំហានទីពីរ");
    public static readonly PageText SecondStepOn = new("set up", "បានរៀបចំ");
    public static readonly PageText SecondStepOff = new("not set up", "មិនទាន់រៀបចំ");
    public static readonly PageText SecondStepAgain = new("Set up the second step anew", "រៀបចំជំហានទីពីរឡើងវិញ");
    public static readonly PageText PasswordChange = new("Change the password", "ប្ដូរពាក្យសម្ងាត់");
    public static readonly PageText PasswordNow = new("Present password", "ពាក្យសម្ងាត់បច្ចុប្បន្ន");
    public static readonly PageText PasswordNew = new("New password", "ពាក្យសម្ងាត់ថ្មី");
    public static readonly PageText PasswordHint = new(
        "At least 12 characters. Several words that do not belong together are good.", "យ៉ាងតិច ១២ តួអក្សរ។ ពាក្យច្រើនដែលមិនទាក់ទងគ្នាគឺល្អ។");
    public static readonly PageText PasswordChanged = new(
        "The password is changed. You are signed out on all other devices.", "ពាក្យសម្ងាត់ត្រូវបានប្ដូរ។ អ្នកបានចាកចេញពីឧបករណ៍ផ្សេងទៀតទាំងអស់។");
    public static readonly PageText PasswordSet = new("The password is set. Sign in with it now.", "ពាក្យសម្ងាត់ត្រូវបានកំណត់។ សូមចូលប្រើឥឡូវនេះ។");
    public static readonly PageText PasswordWrong = new("The present password is not right.", "ពាក្យសម្ងាត់បច្ចុប្បន្នមិនត្រឹមត្រូវទេ។");
    public static readonly PageText SetPassword = new("Set your password", "កំណត់ពាក្យសម្ងាត់របស់អ្នក");
    public static readonly PageText OtherSessions = new("Other devices", "ឧបករណ៍ផ្សេងទៀត");
    public static readonly PageText OtherSessionsEnd = new("Sign out on all other devices", "ចាកចេញពីឧបករណ៍ផ្សេងទៀតទាំងអស់");
    public static readonly PageText OtherSessionsEnded = new("You are signed out on all other devices.", "អ្នកបានចាកចេញពីឧបករណ៍ផ្សេងទៀតទាំងអស់។");

    public static readonly PageText First = new("First administrator", "អ្នកគ្រប់គ្រងទីមួយ");
    public static readonly PageText FirstWhy = new(
        "Nobody can sign in yet. Whoever fills in this page becomes the administrator of this hub.",
        "មិនទាន់មាននរណាអាចចូលប្រើបានទេ។ អ្នកដែលបំពេញទំព័រនេះនឹងក្លាយជាអ្នកគ្រប់គ្រងប្រព័ន្ធនេះ។");
    public static readonly PageText NameKm = new("Name in Khmer script", "ឈ្មោះជាអក្សរខ្មែរ");
    public static readonly PageText NameLatin = new("Name in Latin script", "ឈ្មោះជាអក្សរឡាតាំង");
    public static readonly PageText UserNameHint = new(
        "Letters a to z, digits and ._-+, or an e-mail address.", "អក្សរ a ដល់ z លេខ និង ._-+ ឬអាសយដ្ឋានអ៊ីមែល។");
    public static readonly PageText LinkVoid = new(
        "This link is not valid: it was used already, or is older than a day. Ask for a new one.",
        "តំណនេះមិនមានសុពលភាពទេ៖ វាត្រូវបានប្រើរួចហើយ ឬចាស់ជាងមួយថ្ងៃ។ សូមស្នើសុំតំណថ្មី។");

    public static readonly PageText Refused403 = new("Your role does not open this page.", "តួនាទីរបស់អ្នកមិនអាចបើកទំព័រនេះបានទេ។");
    public static readonly PageText Refused404 = new("There is no such page.", "គ្មានទំព័រនេះទេ។");
    public static readonly PageText Refused400 = new(
        "The form was not sent as it should be, perhaps because it was open for long. Go back, load the page again and try once more.",
        "ទម្រង់មិនត្រូវបានផ្ញើត្រឹមត្រូវទេ ប្រហែលដោយសារបើកយូរពេក។ សូមត្រឡប់ក្រោយ ផ្ទុកទំព័រឡើងវិញ ហើយព្យាយាមម្ដងទៀត។");
    public static readonly PageText Refused500 = new(
        "The hub failed. Nothing was changed by halves; try again in a moment.", "ប្រព័ន្ធមានបញ្ហា។ គ្មានអ្វីត្រូវបានកែប្រែពាក់កណ្ដាលទេ សូមព្យាយាមម្ដងទៀតបន្តិចក្រោយ។");
    public static readonly PageText RefusedTitle = new("This does not work", "មិនអាចធ្វើបានទេ");

    public static PageText Of(PersonChange change) => change.Outcome switch
    {
        PersonOutcome.LinkVoid => LinkVoid,
        PersonOutcome.Busy => Busy,
        PersonOutcome.UserNameMalformed or PersonOutcome.UserNameTaken => new("This user name cannot be used. " + UserNameHint.En, "មិនអាចប្រើឈ្មោះអ្នកប្រើនេះបានទេ។ " + UserNameHint.Km),
        PersonOutcome.NameMalformed => new("Both names are needed, each with at most 100 characters.", "ត្រូវការឈ្មោះទាំងពីរ ដែលនីមួយៗមិនលើសពី ១០០ តួអក្សរ។"),
        _ => change.Password switch
        {
            PasswordFault.TooLong => new("The password is too long: at most 128 characters.", "ពាក្យសម្ងាត់វែងពេក៖ មិនលើសពី ១២៨ តួអក្សរ។"),
            PasswordFault.HoldsUserName => new("The password must not hold the user name.", "ពាក្យសម្ងាត់មិនត្រូវមានឈ្មោះអ្នកប្រើទេ។"),
            PasswordFault.TooCommon => new("This password is easy to guess. Choose another one.", "ពាក្យសម្ងាត់នេះងាយទាយណាស់។ សូមជ្រើសរើសមួយផ្សេងទៀត។"),
            _ => new("The password is too short: at least 12 characters.", "ពាក្យសម្ងាត់ខ្លីពេក៖ យ៉ាងតិច ១២ តួអក្សរ។"),
        },
    };

    public static PageText OfRole(string role) => role switch
    {
        Roles.Dpo => new("Data protection officer", "មន្ត្រីការពារទិន្នន័យ"),
        Roles.Auditor => new("Auditor", "សវនករ"),
        Roles.Operator => new("Operator", "ប្រតិបត្តិករ"),
        Roles.Clerk => new("Clerk", "បុគ្គលិកបញ្ជរ"),
        Roles.Administrator => new("Administrator", "អ្នកគ្រប់គ្រង"),
        _ => new(role, role),
    };

    public static PageText Of(KeyState state) => state switch
    {
        KeyState.InForce => new("in force", "មានសុពលភាព"),
        KeyState.Expired => new("expired", "ផុតកំណត់"),
        KeyState.Suspended => new("suspended", "ត្រូវបានផ្អាក"),
        _ => new("revoked", "បានដកហូត"),
    };
}
