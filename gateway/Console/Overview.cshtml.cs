using Interop.Identity;
using Microsoft.AspNetCore.Authorization;

namespace Interop.Gateway.Console;

/// <summary><c>/console</c>: what waits for the officer, and how the hub is used.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class OverviewModel : ConsolePage;
