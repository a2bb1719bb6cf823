using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Scopes;

/// <summary>The texts of the page that compares two versions of a scope.</summary>
internal static class CompareTexts
{
    public static readonly PageText Title = new("What a version changes", "អ្វីដែលកំណែមួយកែប្រែ");
    public static readonly PageText Link = new("What this version changes", "អ្វីដែលកំណែនេះកែប្រែ");
    public static readonly PageText Before = new("Before", "មុន");
    public static readonly PageText After = new("After", "ក្រោយ");
    public static readonly PageText What = new("What", "អ្វី");
    public static readonly PageText Effect = new("Effect", "ឥទ្ធិពល");
    public static readonly PageText Widens = new("lets out more", "បញ្ចេញច្រើនជាងមុន");
    public static readonly PageText Narrows = new("no more than before", "មិនលើសពីមុន");
    public static readonly PageText Same = new("The two versions allow the same.", "កំណែទាំងពីរអនុញ្ញាតដូចគ្នា។");
    public static readonly PageText Compare = new("Compare", "ប្រៀបធៀប");
    public static readonly PageText Absent = new("not allowed", "មិនអនុញ្ញាត");
    public static readonly PageText Allowed = new("allowed", "អនុញ្ញាត");

    public static PageText Of(string member) => member switch
    {
        "useCase" => UseCaseTexts.UseCase,
        "consumer" => ScopeTexts.Institution,
        "purposes" => ScopeTexts.Purposes,
        "operations" => ScopeTexts.Operations,
        "registries" => new("Registries", "បញ្ជិកា"),
        "programmes" => ScopeTexts.Decides,
        "attributes" => ScopeTexts.Facts,
        "services" => ScopeTexts.Services,
        "subject" => SubjectTexts.Title,
        "circumstances" => SubjectTexts.Circumstance,
        "from" => FormTexts.From,
        "to" => FormTexts.To,
        "retentionDays" => ScopeTexts.Retention,
        "lastKnownHours" => ScopeTexts.LastKnown,
        "guaranteeHours" => ScopeTexts.Guarantee,
        "limits" => ScopeTexts.Limits,
        "legalBasis" => ScopeTexts.LegalBasis,
        _ => new(member, member),
    };
}
