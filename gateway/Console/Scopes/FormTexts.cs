using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Scopes;

/// <summary>The texts of the form in which a scope is drafted.</summary>
internal static class FormTexts
{
    public static readonly PageText Title = new("Draft of a privacy scope", "សេចក្ដីព្រាងវិសាលភាពឯកជនភាព");
    public static readonly PageText Name = new("Name of the scope", "ឈ្មោះវិសាលភាព");
    public static readonly PageText NameHint = new("Letters a to z, digits and single hyphens, e.g. nssf-payment.", "អក្សរ a ដល់ z លេខ និងសញ្ញា - ឧទាហរណ៍ nssf-payment។");
    public static readonly PageText Consumer = new("Institution that asks", "ស្ថាប័នដែលសួរ");
    public static readonly PageText Choose = new("choose", "ជ្រើសរើស");
    public static readonly PageText Facts = new("What it may learn", "អ្វីដែលអាចដឹង");
    public static readonly PageText FactsHint = new("Tick what is needed, and no more. Where less than the whole is enough, choose it.", "គូសតែអ្វីដែលចាំបាច់។ បើមិនចាំបាច់ទាំងអស់ សូមជ្រើសរើសឱ្យតិចជាង។");
    public static readonly PageText HowMuch = new("how much", "ប៉ុនណា");
    public static readonly PageText From = new("First day", "ថ្ងៃដំបូង");
    public static readonly PageText To = new("Last day", "ថ្ងៃចុងក្រោយ");
    public static readonly PageText BasisHint = new("The law or agreement that allows it.", "ច្បាប់ ឬកិច្ចព្រមព្រៀងដែលអនុញ្ញាត។");
    public static readonly PageText Retention = new("Days the institution keeps what it learns", "ចំនួនថ្ងៃដែលស្ថាប័នរក្សាទុកអ្វីដែលបានដឹង");
    public static readonly PageText LastKnown = new("Hours for which a silent registry's last known facts may answer (leave empty for never)", "ចំនួនម៉ោងដែលព័ត៌មានចុងក្រោយរបស់បញ្ជិកាមិនឆ្លើយអាចប្រើបាន (ទុកទទេ បើមិនអនុញ្ញាត)");
    public static readonly PageText Guarantee = new("Hours for which a guarantee of payment holds", "ចំនួនម៉ោងដែលការធានាការទូទាត់មានសុពលភាព");
    public static readonly PageText GuaranteeHint = new("At most 720. Leave it empty where none is to be given.", "មិនលើសពី ៧២០។ ទុកទទេ បើមិនត្រូវផ្ដល់ការធានា។");
    public static readonly PageText Limits = new("Limits (leave empty for those of the keys)", "កម្រិត (ទុកទទេ ដើម្បីប្រើកម្រិតរបស់សោ)");
    public static readonly PageText PerSecond = new("Questions a second", "សំណួរក្នុងមួយវិនាទី");
    public static readonly PageText Burst = new("Questions at once", "សំណួរក្នុងពេលតែមួយ");
    public static readonly PageText PerDay = new("Questions a day", "សំណួរក្នុងមួយថ្ងៃ");
    public static readonly PageText Keep = new("Keep the draft", "រក្សាទុកសេចក្ដីព្រាង");

    public static readonly PageText Mend = new("The draft is not kept yet. Mend what is written below.", "សេចក្ដីព្រាងមិនទាន់រក្សាទុកទេ។ សូមកែអ្វីដែលសរសេរខាងក្រោម។");
    public static readonly PageText NameWrong = new("Write a name of letters a to z, digits and single hyphens, at most 64.", "សូមសរសេរឈ្មោះដោយអក្សរ a ដល់ z លេខ និងសញ្ញា - មិនលើសពី ៦៤។");
    public static readonly PageText ConsumerMissing = new("Choose the institution that asks.", "សូមជ្រើសរើសស្ថាប័នដែលសួរ។");
    public static readonly PageText PurposeMissing = new("Tick at least one purpose.", "សូមគូសគោលបំណងយ៉ាងតិចមួយ។");
    public static readonly PageText OperationMissing = new("Tick at least one thing that may be done.", "សូមគូសអ្វីដែលអាចធ្វើយ៉ាងតិចមួយ។");
    public static readonly PageText NothingGranted = new("Tick at least one attribute or one programme.", "សូមគូសព័ត៌មាន ឬកម្មវិធីយ៉ាងតិចមួយ។");
    public static readonly PageText ReductionWrong = new("This attribute cannot be given in that way.", "ព័ត៌មាននេះមិនអាចផ្ដល់តាមវិធីនោះទេ។");
    public static readonly PageText DateWrong = new("Write a day as 2027-12-31.", "សូមសរសេរថ្ងៃដូចជា 2027-12-31។");
    public static readonly PageText EndsBefore = new("The last day lies before the first.", "ថ្ងៃចុងក្រោយស្ថិតនៅមុនថ្ងៃដំបូង។");
    public static readonly PageText BasisWrong = new("Write the legal basis, in at most 500 characters.", "សូមសរសេរមូលដ្ឋានច្បាប់ មិនលើសពី ៥០០ តួអក្សរ។");
    public static readonly PageText RetentionWrong = new("Write a number of days from 0 to 36500.", "សូមសរសេរចំនួនថ្ងៃពី 0 ដល់ 36500។");
    public static readonly PageText LastKnownWrong = new("Write a number of hours from 1 to 720, or nothing.", "សូមសរសេរចំនួនម៉ោងពី 1 ដល់ 720 ឬទុកទទេ។");
    public static readonly PageText GuaranteeWrong = new("Write a number of hours from 1 to 720, or nothing.", "សូមសរសេរចំនួនម៉ោងពី 1 ដល់ 720 ឬទុកទទេ។");
    public static readonly PageText LimitsWrong = new("Write all three limits as numbers above nothing, or none.", "សូមសរសេរកម្រិតទាំងបីជាលេខធំជាងសូន្យ ឬទុកទទេទាំងអស់។");
}
