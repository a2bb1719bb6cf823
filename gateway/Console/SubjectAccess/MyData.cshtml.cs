using Interop.Gateway.Institutions;
using Interop.Gateway.SubjectAccess;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>
/// <c>/my-data</c>: a clerk, with the person standing there, shows the person what is held about them, as far as the scope of the clerk's own
/// institution reaches.
/// </summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = IdentityRegistration.ClerkRole)]
internal sealed class MyDataModel(InstitutionRegister institutions, SubjectReports reports, ReportView view, ReportJson json) : ReportPage(reports, view, json)
{
    public const string Path = "/my-data";

    private readonly SubjectReports reports = reports;

    /// <summary>The document that the clerk says to have seen; empty before.</summary>
    public string Document { get; private set; } = "";

    public override IReadOnlyList<(string Name, string Value)> WhyFields => [("document", Document), ("seen", "yes")];

    public PageText InstitutionName => View.Words.Institution(Asking?.Code ?? "");

    protected override Institution? Asking => User.FindFirst(IdentityRegistration.InstitutionClaim) is { } code ? institutions.Find(code.Value) : null;

    protected override string Reference => "identity-seen:" + Document;

    /// <summary>A question outside every scope is put all the same when it is sent, so that its refusal is recorded.</summary>
    public IActionResult OnGet() => Asking is { } own && reports.MayAsk(own.Code, View.Words.Today) ? Page() : NotYours();

    protected override PageText? ReadWhy()
    {
        Document = Field("document");
        if (!ReportTexts.Documents.ContainsKey(Document))
            return ReportTexts.NoDocument;
        return Field("seen") == "yes" ? null : ReportTexts.NotSeen;
    }
}
