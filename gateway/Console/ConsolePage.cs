using System.Security.Claims;
using Interop.Gateway.Console.Csv;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console;

/// <summary>
/// What the pages of the console have in common. Each says by attribute which roles open it, and each handler that changes something asks
/// <see cref="IsDpo"/> again: an auditor who may open a page may still not change what it shows.
/// </summary>
[RequestSizeLimit(256 * 1024)]
internal abstract class ConsolePage : InteropPage
{
    /// <summary>The id of who is signed in, which never changes; what records name.</summary>
    public string Officer => User.FindFirstValue(IdentityRegistration.PersonClaim)!;

    /// <summary>What the officer is called, in Latin script.</summary>
    public string OfficerName => User.Identity!.Name!;

    public bool IsDpo => User.IsInRole(ConsoleRoles.Officer);

    public bool IsAuditor => User.IsInRole(ConsoleRoles.Auditor);

    /// <summary>What is wrong with a form that was sent, by the id of the field, in the order of the page.</summary>
    public IReadOnlyList<(string Field, PageText Fault)> Wrong { get; protected set; } = [];

    /// <summary>The fault of a field, if it has one.</summary>
    public PageText? FaultOf(string field) => Wrong.FirstOrDefault(w => w.Field == field).Fault;

    /// <summary>Whether the table of the page is wanted instead of the page: <c>?format=csv</c>. Only where the address holds no personal identifier.</summary>
    protected bool WantsCsv => Request.Query["format"] == "csv";

    /// <summary>A table as a file to keep.</summary>
    /// <param name="name">Of the file, without its ending; never anything personal.</param>
    protected FileContentResult Csv(string name, TableView table)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers.XContentTypeOptions = "nosniff";
        return File(CsvText.Of(table), "text/csv; charset=utf-8", name + ".csv");
    }

    /// <summary>What an auditor is told who sends a form of the officers.</summary>
    protected ForbidResult NotYours() => Forbid(IdentityRegistration.SessionScheme);
}
