using Interop.Gateway.Entitlements;
using Interop.Gateway.Guarantees;
using Interop.Identity.Pages;

namespace Interop.Gateway.PointOfCare;

/// <summary>The texts of the page at the counter. Short words: there is a queue.</summary>
internal static class VerifyTexts
{
    public static readonly PageText Title = new("Check coverage", "ពិនិត្យការធានារ៉ាប់រង");
    public static readonly PageText Number = new("Number on the card, or a guarantee", "លេខនៅលើប័ណ្ណ ឬការធានា");
    public static readonly PageText Next = new("Next card or guarantee", "ប័ណ្ណ ឬការធានាបន្ទាប់");
    public static readonly PageText NumberHint = new(
        "Identity card, social security, equity card, family book or birth registration: the kind is found by itself. Each question is recorded with your name.",
        "អត្តសញ្ញាណប័ណ្ណ សន្តិសុខសង្គម ប័ណ្ណសមធម៌ សៀវភៅគ្រួសារ ឬសំបុត្រកំណើត៖ ប្រព័ន្ធស្គាល់ប្រភេទដោយខ្លួនឯង។ សំណួរនីមួយៗត្រូវបានកត់ត្រាជាមួយឈ្មោះរបស់អ្នក។");
    public static readonly PageText Purpose = new("Why do you ask?", "ហេតុអ្វីអ្នកសួរ?");
    public static readonly PageText Check = new("Check", "ពិនិត្យ");
    public static readonly PageText Scan = new("Scan with the camera", "ស្កេនដោយកាមេរ៉ា");
    public static readonly PageText StopScan = new("Stop the camera", "បិទកាមេរ៉ា");
    public static readonly PageText Camera = new("Picture of the camera", "រូបភាពពីកាមេរ៉ា");
    public static readonly PageText Look = new("Hold the code before the camera.", "សូមដាក់កូដនៅមុខកាមេរ៉ា។");
    public static readonly PageText ScanRead = new("Read. Checking ...", "អានរួចហើយ។ កំពុងពិនិត្យ ...");
    public static readonly PageText NoCamera = new("The camera cannot be used. Type the number.", "មិនអាចប្រើកាមេរ៉ាបានទេ។ សូមវាយលេខ។");

    public static readonly PageText Copayment = new("The patient pays", "អ្នកជំងឺបង់");
    public static readonly PageText CopaymentIs = new("The patient pays {0} %.", "អ្នកជំងឺបង់ {0} ភាគរយ។");
    public static readonly PageText Percent = new("{0} %", "{0} ភាគរយ");
    public static readonly PageText Until = new("Covered until", "មានការធានារហូតដល់");
    public static readonly PageText Package = new("Package", "កញ្ចប់សេវា");
    public static readonly PageText Payer = new("Payer", "អ្នកបង់");
    public static readonly PageText Facility = new("Given to", "ផ្ដល់ឱ្យ");
    public static readonly PageText Holds = new("Holds", "មានសុពលភាព");
    public static readonly PageText From = new("Covered from", "មានការធានាចាប់ពី");
    public static readonly PageText LastSaid = new(
        "A registry does not answer. This is what it said last, {0}. No guarantee is given of it; check again.",
        "បញ្ជិកាមួយមិនឆ្លើយតប។ នេះជាអ្វីដែលវាបាននិយាយចុងក្រោយ {0}។ គ្មានការធានាត្រូវបានផ្ដល់ទេ សូមពិនិត្យម្ដងទៀត។");
    public static readonly PageText MinutesAgo = new("{0} min ago", "{0} នាទីមុន");
    public static readonly PageText HoursAgo = new("{0} hours ago", "{0} ម៉ោងមុន");
    public static readonly PageText DaysAgo = new("{0} days ago", "{0} ថ្ងៃមុន");
    public static readonly PageText Receipt = new("Receipt", "បង្កាន់ដៃ");
    public static readonly PageText NotPaying = new("Who does not pay, and why", "អ្នកណាមិនបង់ និងមូលហេតុ");
    public static readonly PageText NotEnrolled = new("Entitled, and no membership is in force.", "មានសិទ្ធិ ប៉ុន្តែគ្មានសមាជិកភាពជាធរមាន។");
    public static readonly PageText NotKnownPayers = new("Not known now, may pay too:", "មិនទាន់ដឹងឥឡូវនេះ អាចនឹងបង់ដែរ៖");
    public static readonly PageText AskedAbout = new("Asked about", "បានសួរអំពី");
    public static readonly PageText ForDay = new("for {0}", "សម្រាប់ {0}");
    public static readonly PageText Again = new("Check again", "ពិនិត្យម្ដងទៀត");

    public static readonly PageText GuaranteeOf = new("Guarantee: {0}", "ការធានា៖ {0}");
    public static readonly PageText HoldsUntil = new("Holds until {0}.", "មានសុពលភាពរហូតដល់ {0}។");
    public static readonly PageText Picture = new("QR code of the guarantee of {0}", "កូដ QR នៃការធានារបស់ {0}");
    public static readonly PageText GuaranteeHint = new(
        "It proves the coverage at this facility, without a network too. It holds no name and no number.",
        "វាបញ្ជាក់ការធានារ៉ាប់រងនៅមូលដ្ឋាននេះ សូម្បីគ្មានបណ្ដាញ។ វាគ្មានឈ្មោះ និងគ្មានលេខទេ។");
    public static readonly PageText AsText = new("The same as text", "ដូចគ្នាជាអក្សរ");
    public static readonly PageText Print = new("Print", "បោះពុម្ព");
    public static readonly PageText CardNumber = new("Number on the card at hand", "លេខនៅលើប័ណ្ណដែលនៅនឹងដៃ");
    public static readonly PageText Compare = new("Compare with the card", "ផ្ទៀងផ្ទាត់ជាមួយប័ណ្ណ");

    public static readonly PageText NotANumber = new("This is no number of a card and no guarantee. Check each digit.", "នេះមិនមែនជាលេខប័ណ្ណ ឬការធានាទេ។ សូមពិនិត្យលេខនីមួយៗ។");
    public static readonly PageText Busy = new("Too many questions at once. Treat the patient, and check again in a moment.", "សំណួរច្រើនពេកក្នុងពេលតែមួយ។ សូមព្យាបាលអ្នកជំងឺ ហើយពិនិត្យម្ដងទៀតបន្តិចទៀត។");
    public static readonly PageText NotYours = new(
        "No privacy scope lets your institution ask this. Ask the data protection officer. It says nothing about the patient.",
        "គ្មានវិសាលភាពឯកជនភាពណាអនុញ្ញាតឱ្យស្ថាប័នរបស់អ្នកសួរទេ។ សូមសួរមន្ត្រីការពារទិន្នន័យ។ នេះមិនបញ្ជាក់អ្វីអំពីអ្នកជំងឺទេ។");
    public static readonly PageText NumberUnknown = new(
        "No registry knows this number. That is not a no: check the number or take another card, and treat the patient.",
        "គ្មានបញ្ជិកាណាស្គាល់លេខនេះទេ។ នេះមិនមែនមានន័យថាគ្មានការធានាទេ៖ សូមពិនិត្យលេខ ឬប្រើប័ណ្ណផ្សេង ហើយព្យាបាលអ្នកជំងឺ។");
    public static readonly PageText SeveralPeople = new(
        "This number belongs to several people. Take another card, and treat the patient.", "លេខនេះជារបស់មនុស្សច្រើននាក់។ សូមប្រើប័ណ្ណផ្សេង ហើយព្យាបាលអ្នកជំងឺ។");
    public static readonly PageText NobodyAnswers = new(
        "A registry does not answer now. Treat the patient, and check again later.", "បញ្ជិកាមួយមិនឆ្លើយតបឥឡូវនេះ។ សូមព្យាបាលអ្នកជំងឺ ហើយពិនិត្យម្ដងទៀតពេលក្រោយ។");
    public static readonly PageText NotRecorded = new(
        "The question cannot be recorded now, so it was not asked. Treat the patient, and check again later.",
        "មិនអាចកត់ត្រាសំណួរឥឡូវនេះ ដូច្នេះមិនបានសួរទេ។ សូមព្យាបាលអ្នកជំងឺ ហើយពិនិត្យម្ដងទៀតពេលក្រោយ។");

    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public static PageText PurposeOf(string code) => code switch
    {
        "TREAT" => new("Treatment", "ព្យាបាល"),
        "ETREAT" => new("Emergency", "សង្គ្រោះបន្ទាន់"),
        _ => new("To settle who pays", "ដើម្បីដឹងថាអ្នកណាបង់"),
    };

    public static PageText Of(CoverageVerdict verdict) => verdict switch
    {
        CoverageVerdict.Covered => new("Covered", "មានការធានារ៉ាប់រង"),
        CoverageVerdict.NotCovered => new("Not covered", "គ្មានការធានារ៉ាប់រង"),
        _ => new("Not known: treat, and check again", "មិនទាន់ដឹង៖ សូមព្យាបាល ហើយពិនិត្យម្ដងទៀត"),
    };

    /// <summary>A condition of a rule, and what became of it.</summary>
    public static PageText Of(Reason reason) => reason switch
    {
        { IsWithheld: true } => new(reason.Text.En, reason.Text.Km),
        { Outcome: Truth.False } => new("Not met: " + reason.Text.En, "មិនបំពេញ៖ " + reason.Text.Km),
        _ => new("Nobody says now: " + reason.Text.En, "មិនទាន់មានអ្នកណាឆ្លើយ៖ " + reason.Text.Km),
    };

    public static PageText WhatToDo(CoverageVerdict verdict) => verdict switch
    {
        CoverageVerdict.Covered => new("The first payer below pays first.", "អ្នកបង់ទីមួយខាងក្រោមបង់មុនគេ។"),
        CoverageVerdict.NotCovered => new("Every payer has answered, and none pays today.", "អ្នកបង់ទាំងអស់បានឆ្លើយ ហើយគ្មានអ្នកណាបង់ថ្ងៃនេះទេ។"),
        _ => NobodyAnswers,
    };

    /// <summary>Told apart by form as well as by colour and words.</summary>
    public static string Sign(CoverageVerdict verdict) => verdict switch { CoverageVerdict.Covered => "✓", CoverageVerdict.NotCovered => "✕", _ => "?" };

    /// <summary>A guarantee that does not count says nothing about coverage, so it is shown as not known; only one that was tampered with stands out.</summary>
    public static string ClassOf(GuaranteeVerdict verdict) => verdict switch
    {
        GuaranteeVerdict.Good => "covered",
        GuaranteeVerdict.SignatureInvalid => "forged",
        _ => "unknown",
    };

    public static string Sign(GuaranteeVerdict verdict) => verdict switch { GuaranteeVerdict.Good => "✓", GuaranteeVerdict.SignatureInvalid => "!", _ => "?" };

    /// <summary>How long ago something was, in the largest unit of which there are at least two.</summary>
    public static string Age(TimeSpan age, PageLanguage language) => age switch
    {
        { TotalDays: >= 2 } => DaysAgo.In(language, age.Days),
        { TotalHours: >= 2 } => HoursAgo.In(language, (int)age.TotalHours),
        _ => MinutesAgo.In(language, (int)age.TotalMinutes),
    };

    /// <summary>A day as a moment of it, for what writes moments.</summary>
    public static DateTimeOffset Noon(DateOnly day) => new(day, new(12, 0), Cambodia);
}
