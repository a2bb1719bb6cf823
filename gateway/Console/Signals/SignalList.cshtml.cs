using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Misuse;
using Interop.Gateway.Wire;
using Interop.Identity;
using Microsoft.AspNetCore.Authorization;

namespace Interop.Gateway.Console.Signals;

/// <summary><c>/console/signals</c>: what the watch for misuse found, the latest first.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class SignalListModel(SignalStore signals, ScopeWords words) : ConsolePage
{
    public const string Path = "/console/signals";

    private const int Most = 200;

    public static readonly IReadOnlyList<SignalState> States = Enum.GetValues<SignalState>();

    public ScopeWords Words => words;

    /// <summary>Null shows every state.</summary>
    public SignalState? State { get; private set; }

    public IReadOnlyList<Signal> Listed { get; private set; } = [];

    public void OnGet()
    {
        var wanted = Request.Query["state"].ToString();
        State = States.Where(s => WireName.Of(s) == wanted).Select(s => (SignalState?)s).FirstOrDefault();
        Listed = signals.List(State, Most);
    }
}
