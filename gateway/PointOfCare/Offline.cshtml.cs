using Interop.Identity.Pages;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.PointOfCare;

/// <summary>
/// <c>/verify/offline</c>: verifies guarantees on the device alone, with or without a network. It is the same for everybody and holds nothing of a session, so
/// that a device can keep it; whose the device is it learns from <c>/verify</c> while a clerk is signed in there.
/// </summary>
[RequestSizeLimit(1024)]
internal sealed class OfflineModel : InteropPage
{
    public const string Path = "/verify/offline";

    public override bool HasScript => true;

    public IActionResult OnGet() => Page();
}
