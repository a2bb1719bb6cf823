using Interop.Identity.Pages;

namespace Interop.Gateway.PointOfCare;

/// <summary>The texts about patients for whom an answer is waited for.</summary>
internal static class WaitingTexts
{
    public static readonly PageText Title = new("Patients who wait for an answer", "អ្នកជំងឺដែលរង់ចាំចម្លើយ");
    public static readonly PageText Nobody = new("Nobody waits for an answer.", "គ្មាននរណារង់ចាំចម្លើយទេ។");
    public static readonly PageText Hint = new(
        "Nobody could say when they came. The hub asks again by itself, for three days; what it learns stands here for a day.",
        "ពេលពួកគេមកដល់ គ្មាននរណាអាចឆ្លើយបានទេ។ ប្រព័ន្ធសួរម្ដងទៀតដោយខ្លួនឯងរយៈពេលបីថ្ងៃ ហើយចម្លើយនៅទីនេះមួយថ្ងៃ។");
    public static readonly PageText AskedAt = new("Asked", "បានសួរ");
    public static readonly PageText Answered = new("The answer has come", "ចម្លើយមកដល់ហើយ");
    public static readonly PageText Waits = new("Waits", "កំពុងរង់ចាំ");
    public static readonly PageText Look = new("See who pays", "មើលអ្នកបង់");
    public static readonly PageText LookAt = new("See who pays for {0}", "មើលអ្នកបង់សម្រាប់ {0}");
    public static readonly PageText LookAgain = new("Look again", "មើលម្ដងទៀត");
    public static readonly PageText Over = new(
        "Nothing is kept of this question any more. Type the number again.", "គ្មានអ្វីត្រូវបានរក្សាទុកអំពីសំណួរនេះទៀតទេ។ សូមវាយលេខម្ដងទៀត។");
    public static readonly PageText Unavailable = new(
        "What waits cannot be read now; nothing is lost. Look again in a moment.", "មិនអាចអានអ្វីដែលរង់ចាំឥឡូវនេះទេ ប៉ុន្តែគ្មានអ្វីបាត់ទេ។ សូមមើលម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText AskedAgain = new("The hub asks again by itself. The answer will stand here:", "ប្រព័ន្ធសួរម្ដងទៀតដោយខ្លួនឯង។ ចម្លើយនឹងនៅទីនេះ៖");
    public static readonly PageText Sent = new(
        "What was typed on this device without a network is being asked now. The answers will stand here:",
        "លេខដែលបានវាយនៅលើឧបករណ៍នេះពេលគ្មានបណ្ដាញ កំពុងត្រូវបានសួរឥឡូវនេះ។ ចម្លើយនឹងនៅទីនេះ៖");
    public static readonly PageText Unreadable = new(
        "Some of what was typed without a network is no number of a card. Ask those patients for their card again.",
        "លេខខ្លះដែលបានវាយពេលគ្មានបណ្ដាញ មិនមែនជាលេខប័ណ្ណទេ។ សូមសុំប័ណ្ណអ្នកជំងឺទាំងនោះម្ដងទៀត។");
    public static readonly PageText Kept = new(
        "The number is kept on this device, sealed, and asked when a clerk opens the page with a network.",
        "លេខត្រូវបានរក្សាទុកនៅលើឧបករណ៍នេះដោយបិទត្រា ហើយនឹងត្រូវសួរពេលបុគ្គលិកបើកទំព័រដោយមានបណ្ដាញ។");
    public static readonly PageText OnDevice = new("Numbers that wait for a network", "លេខដែលរង់ចាំបណ្ដាញ");
}
