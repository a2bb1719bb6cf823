using Interop.Identity.Clients;
using Microsoft.Extensions.Logging;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>
/// RFC 6749 §2.3 for the endpoints that clients call. The library would look clients up in its own store and knows assertions of one type only
/// (client-authentication+jwt), which SMART clients do not send; so it is told that there is none.
/// </summary>
internal sealed class AuthenticateClient(ClientAuthentication clients, ILogger<AuthenticateClient> logger) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    /// <summary>The client that this request proved to be.</summary>
    public static Client Of(BaseContext context) => (Client)context.Transaction.Properties[nameof(AuthenticateClient)]!;

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.EndpointType is not (OpenIddictServerEndpointType.Token or OpenIddictServerEndpointType.Revocation))
            return;
        context.ExtractClientAssertion = context.ValidateClientAssertion = false;

        var request = context.Request;
        var proof = new ClientProof(request.ClientId, request.ClientSecret, request.ClientAssertion, request.ClientAssertionType, Audiences(context));
        var verdict = await clients.JudgeAsync(proof, context.Http());
        if (verdict.Client is { } client)
        {
            request.ClientId = client.Id;
            context.Transaction.Properties[nameof(AuthenticateClient)] = client;
            return;
        }

        Log.ClientRefused(logger, verdict.Outcome);
        context.Reject(verdict.Outcome == ClientOutcome.Unavailable ? Errors.TemporarilyUnavailable : Errors.InvalidClient, Description(verdict.Outcome));
    }

    /// <summary>RFC 7523 §3: the server by its issuer or its token endpoint; whether a slash ends the issuer's address is often not known.</summary>
    private static string[] Audiences(ProcessAuthenticationContext context)
    {
        var issuer = (context.Options.Issuer ?? context.BaseUri!).AbsoluteUri;
        return [issuer, issuer.TrimEnd('/'), issuer.TrimEnd('/') + "/" + ServerRegistration.TokenPath];
    }

    private static string Description(ClientOutcome outcome) => outcome switch
    {
        ClientOutcome.KeyExpired => "The access key has expired. Rotate it and use the new one.",
        ClientOutcome.KeyRevoked => "The access key was revoked. Ask your institution's operator for a new one.",
        ClientOutcome.KeySuspended => "The access key is suspended. Ask the hub's data protection officer.",
        ClientOutcome.KeyNetwork => "The access key is bound to other networks than the one this call came from.",
        ClientOutcome.AssertionInvalid => "The client assertion is not one this server takes: check iss, sub, jti, kid, alg and the signature.",
        ClientOutcome.AssertionAudience => "The client assertion is for another server: aud must be this token endpoint or issuer.",
        ClientOutcome.AssertionTime => "The client assertion has expired, has not begun, or ends more than five minutes ahead.",
        ClientOutcome.AssertionReplayed => "The client assertion was used before: make a new one, with a new jti, for every request.",
        ClientOutcome.TwoWays => "Prove the client in one way: by its secret or by an assertion.",
        ClientOutcome.Unavailable => "The client cannot be verified now. Try again in a moment.",
        _ => "The client is not known, or did not prove itself: client_id is the institution's code, client_secret one of its access keys.",
    };
}
