using System.Text;
using Interop.Gateway.Guarantees;
using Interop.Identity;
using Interop.Identity.Pages;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.Console.Guarantees;

/// <summary><c>/console/guarantees</c>: ends a guarantee before its time, and shows which were. It is named by its id, or by the guarantee itself as it was scanned.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class RevokedGuaranteesModel(Revocations revocations, GuaranteeMaterial material, OfficerNames names) : ConsolePage
{
    public const string Path = "/console/guarantees";

    public const int Longest = 2_048;

    private const string Door = "console";
    private const int Most = 200;

    public OfficerNames Names => names;

    public string Typed { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public IReadOnlyList<RevokedGuarantee> Latest => revocations.Latest(Most);

    public IActionResult OnGet() => Page();

    public IActionResult OnPost()
    {
        if (!IsDpo)
            return NotYours();
        (Typed, Reason) = (Field("guarantee").Trim(), Field("reason").Trim());
        if (!Revocations.IsReason(Reason))
            return Wrongly("reason", RevocationTexts.ReasonMissing);
        if (IdOf(Typed) is not { } id)
            return Wrongly("guarantee", RevocationTexts.NotSigned);
        switch (revocations.Revoke(id, (Door, Officer), Reason))
        {
            case RevocationOutcome.Revoked:
                (Typed, Reason, Done) = ("", "", RevocationTexts.Done);
                return Page();
            case RevocationOutcome.RevokedBefore:
                (Typed, Reason, Done) = ("", "", RevocationTexts.Before);
                return Page();
            case RevocationOutcome.Over:
                return Wrongly("guarantee", RevocationTexts.Over);
            case RevocationOutcome.Full:
                return Refuse(RevocationTexts.Full, StatusCodes.Status503ServiceUnavailable);
            default:
                return Wrongly("guarantee", RevocationTexts.NoGuarantee);
        }
    }

    /// <summary>What was typed, or the id in a guarantee that this hub signed; null for a guarantee that it did not.</summary>
    private string? IdOf(string typed)
    {
        if (typed.Split('.').Length != 3)
            return typed;
        GuaranteeCheck.Of(typed, PartnerKeySet.Read(Encoding.UTF8.GetBytes(material.Keys.KeySet())), material.Time.GetUtcNow(), new(null, null, null), out var guarantee);
        return guarantee?.Id;
    }

    private PageResult Wrongly(string field, PageText fault)
    {
        Wrong = [(field, fault)];
        return Refuse(fault);
    }
}
