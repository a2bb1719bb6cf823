using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Templates;

/// <summary>The texts of the pages that show use cases and their bounds.</summary>
internal static class TemplateTexts
{
    public static readonly PageText Title = new("Use cases", "ករណីប្រើប្រាស់");
    public static readonly PageText Intro = new(
        "The most that a privacy scope may grant, by what it is for. A scope beyond its use case cannot be drafted, submitted or approved.",
        "អ្វីដែលវិសាលភាពអាចផ្ដល់ច្រើនបំផុត តាមគោលដៅរបស់វា។ វិសាលភាពដែលលើសករណីប្រើប្រាស់ មិនអាចព្រាង ដាក់ស្នើ ឬអនុម័តបានទេ។");
    public static readonly PageText LongestDays = new("In force at most", "ជាធរមានច្រើនបំផុត");
    public static readonly PageText LongestRetention = new("What is learned is kept at most", "ទុកអ្វីដែលបានដឹងច្រើនបំផុត");
    public static readonly PageText Kept = new("Kept at most", "ទុកច្រើនបំផុត");
    public static readonly PageText Used = new("Scopes in force", "វិសាលភាពជាធរមាន");
    public static readonly PageText Sets = new("Bounds", "កម្រិតអតិបរមា");
    public static readonly PageText AllProgrammes = new("all", "ទាំងអស់");
    public static readonly PageText None = new("none", "គ្មាន");
    public static readonly PageText Services = new("Published services", "សេវាដែលបានផ្សព្វផ្សាយ");
    public static readonly PageText ServicesAllowed = new("may be granted", "អាចផ្ដល់បាន");
    public static readonly PageText ServicesRefused = new("may not be granted", "មិនអាចផ្ដល់បានទេ");
    public static readonly PageText Conditions = new("Conditions it must set on whom may be asked about", "លក្ខខណ្ឌដែលត្រូវតែមានអំពីអ្នកដែលអាចសួរ");
    public static readonly PageText NoConditions = new("none: it may be used for any person", "គ្មាន៖ អាចប្រើសម្រាប់មនុស្សណាក៏បាន");
    public static readonly PageText Attributes = new("Attributes, and the most that may be granted of each", "ព័ត៌មាន និងអ្វីដែលអាចផ្ដល់ច្រើនបំផុត");
    public static readonly PageText Attribute = new("Attribute", "ព័ត៌មាន");
    public static readonly PageText Registry = new("Registry", "បញ្ជិកា");
    public static readonly PageText Most = new("At most", "ច្រើនបំផុត");
    public static readonly PageText Rest = new("Every other attribute may not be granted.", "ព័ត៌មានផ្សេងទៀតទាំងអស់ មិនអាចផ្ដល់បានទេ។");
    public static readonly PageText Scopes = new("Scopes of this use case", "វិសាលភាពនៃករណីនេះ");
    public static readonly PageText NoScopes = new("No scope is of this use case.", "គ្មានវិសាលភាពណានៃករណីនេះទេ។");
}
