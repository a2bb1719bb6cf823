using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.SubjectAccess;
using Interop.Identity.Pages;
using Interop.Schemas.Codes;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>
/// What the two pages that make reports have in common. The person's number travels in forms alone and is on no page but the report; each form,
/// also for a file, makes a report anew, since the hub keeps none.
/// </summary>
internal abstract class ReportPage(SubjectReports reports, ReportView view, ReportJson json) : ConsolePage
{
    public ReportView View => view;

    /// <summary>The report; null shows the form.</summary>
    public SubjectReport? Report { get; private set; }

    /// <summary>What was typed, to be shown again when it was refused.</summary>
    public Subject Asked { get; private set; } = new("", "");

    /// <summary>The fields that say why, to be sent again for a file or in the other language.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> WhyFields { get; }

    /// <summary>Whose scope decides; null where there is none.</summary>
    protected abstract Institution? Asking { get; }

    /// <summary>Reads the fields that say why; gives what is wrong with them, or null.</summary>
    protected abstract PageText? ReadWhy();

    /// <summary>What the record keeps of why.</summary>
    protected abstract string Reference { get; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Asking is not { } institution)
            return NotYours();
        Asked = new(Field("type"), Field("value").Trim());
        if (ReadWhy() is { } fault)
            return Refuse(fault);
        if (!CodeLists.IdentifierTypes.TryGetValue(Asked.Type, out var type) || !type.Accepts(Asked.Value))
            return Refuse(ReportTexts.NotANumber);
        if (Reference.Contains(Asked.Value, StringComparison.Ordinal))
            return Refuse(ReportTexts.NumberInReference);
        var (outcome, report) = await reports.MakeAsync(HttpContext, new(institution, Officer, Reference, Asked), HttpContext.RequestAborted);
        if (report is null)
            return ReportTexts.Fault(outcome) is var (text, status) ? Refuse(text, status) : NotYours();
        switch (Field("format"))
        {
            case "json":
                Keep("subject-report.json", "application/json");
                await json.WriteAsync(Response.BodyWriter, report, HttpContext.RequestAborted);
                return new EmptyResult();
            case "csv":
                Keep("disclosures.csv", "text/csv; charset=utf-8");
                await view.WriteCsvAsync(Response.Body, report, HttpContext.RequestAborted);
                return new EmptyResult();
            default:
                Report = report;
                return Page();
        }
    }

    private void Keep(string name, string type)
    {
        var headers = Response.Headers;
        (headers.CacheControl, headers.XContentTypeOptions, headers.ContentDisposition) = ("no-store", "nosniff", $"attachment; filename=\"{name}\"");
        Response.ContentType = type;
    }
}
