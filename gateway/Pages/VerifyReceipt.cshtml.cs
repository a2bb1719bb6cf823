using Interop.Gateway.Audit;
using Interop.Gateway.Receipts;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Pages;

/// <summary>
/// <c>/verify-receipt</c>: shows anybody whether the entry that a receipt names is in the audit log, and every hash on the way to the root that
/// the log's key has signed. Nothing of the entry itself is shown.
/// </summary>
[RequestSizeLimit(16 * 1024)]
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme), AllowAnonymous]
internal sealed class VerifyReceiptModel(AuditLog log, AuditProofs proofs) : InteropPage
{
    public const string Path = "/verify-receipt";

    public string Receipt { get; private set; } = "";

    /// <summary>The key to believe, as typed; empty for the log's own.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Null while nothing was asked.</summary>
    public ReceiptReport? Report { get; private set; }

    /// <summary>The log's own key, as verifiers take it.</summary>
    public string OwnKey => proofs.Key.ToString();

    /// <summary>Where the proof is to be had as text; null where there is none.</summary>
    public string? ProofLink => Report is { Outcome: ReceiptOutcome.Proven, Receipt: var receipt } ? "/audit/proof" + receipt.ToString()[receipt.Origin.Length..] : null;

    // No handler arguments: the framework logs those.
    public async Task<IActionResult> OnPostAsync()
    {
        (Receipt, Key) = (Field("receipt"), Field("key"));
        try
        {
            using var reader = await log.ReadAsync(HttpContext.RequestAborted);
            Report = ReceiptCheck.Of(Receipt, Key, reader, proofs);
            return Page();
        }
        catch (SqliteException)
        {
            return Refuse(ReceiptTexts.Unreadable, StatusCodes.Status503ServiceUnavailable);
        }
    }
}
