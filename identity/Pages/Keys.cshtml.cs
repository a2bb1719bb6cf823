using System.Globalization;
using Interop.Identity.Keys;
using Interop.Identity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Pages;

/// <summary><c>/keys</c>: an operator looks after the access keys of the own institution, and sees no other.</summary>
[Authorize(AuthenticationSchemes = Session.Scheme, Roles = Roles.Operator)]
internal sealed class KeysModel(AccessKeys keys, ILogger<KeysModel> logger) : IdentityPage
{
    /// <summary>The keys, newest first.</summary>
    public IReadOnlyList<KeyListing> Listed => [.. keys.List(Institution).Reverse()];

    /// <summary>The operator's institution; the session cannot be had without.</summary>
    public string Institution => User.FindFirst(IdentityRegistration.InstitutionClaim)!.Value;

    /// <summary>A key just made, shown once.</summary>
    public IssuedKey? Made { get; private set; }

    public IActionResult OnPostIssue() => Show("issued", keys.Issue(
        Institution, Field("label"), Number("days") ?? 0, Field("networks").Split((char[])['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries)));

    // A field that holds no number is out of range, and not zero days.
    public IActionResult OnPostRotate() => Show("rotated", IsOwn(Field("key")) ? keys.Rotate(Field("key"), Number("overlap") ?? -1) : None());

    public IActionResult OnPostRevoke() => Show("revoked", IsOwn(Field("key")) ? keys.Revoke(Field("key")) : None());

    private int? Number(string field) => int.TryParse(Field(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool IsOwn(string key) => KeyText.IdIn(key) is { } id && keys.List(Institution).Any(k => k.PublicId == id);

    private static KeyChange None() => KeyChange.Refused(KeyChangeOutcome.NoSuchKey, "");

    private PageResult Show(string what, KeyChange change)
    {
        if (change.Outcome != KeyChangeOutcome.Done)
            return Refuse(KeyTexts.Refusal(change.Outcome));
        (Made, Done) = (change.Key, change.Key is null ? KeyTexts.Revoked : null);
        Log.KeyChangedByPage(logger, User.FindFirst(Session.SubjectClaim)!.Value, what, change.Key?.PublicId ?? KeyText.IdIn(Field("key"))!);
        return Page();
    }
}
