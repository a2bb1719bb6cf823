using System.Security.Cryptography;
using System.Text;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Interop.Identity.Clients;

/// <summary>What a client sent to prove itself.</summary>
/// <param name="Id">The <c>client_id</c>; an assertion names the client itself.</param>
/// <param name="Secret">From the body or the Authorization header (RFC 6749 §2.3.1).</param>
/// <param name="Assertion">RFC 7523 §2.2.</param>
/// <param name="AssertionType">Its type.</param>
/// <param name="Audiences">What an assertion may be for: this server's token endpoint and issuer.</param>
internal sealed record ClientProof(string? Id, string? Secret, string? Assertion, string? AssertionType, IReadOnlyCollection<string> Audiences)
{
    public override string ToString() => Id ?? "";
}

/// <summary>
/// Who asks for a token. An institution proves itself by one of its access keys, or by an assertion signed with its own key; a configured
/// application by its secret, or not at all when it is public.
/// </summary>
internal sealed class ClientAuthentication(KeyVerifier keys, KeyMarks marks, ClientAssertions assertions, IOptions<TokenOptions> options)
{
    public async ValueTask<ClientVerdict> JudgeAsync(ClientProof proof, HttpContext context)
    {
        if (proof.Assertion is { Length: > 0 } assertion)
            return proof.Secret is { Length: > 0 } ? new(ClientOutcome.TwoWays, null)
                : proof.AssertionType != ClientAssertions.Type ? new(ClientOutcome.AssertionInvalid, null)
                : await assertions.JudgeAsync(assertion, proof.Id, proof.Audiences, context.RequestAborted);
        if (options.Value.FindClient(proof.Id) is { } application)
            return IsProven(application, proof.Secret) ? new(ClientOutcome.Known, new(application.Code, null, application)) : new(ClientOutcome.Unknown, null);
        return proof is { Id: { } id, Secret.Length: > 0 } ? Judge(id, proof.Secret, context) : new(ClientOutcome.Unknown, null);
    }

    private ClientVerdict Judge(string id, string secret, HttpContext context)
    {
        var verdict = keys.Verify(secret, context.Connection.RemoteIpAddress);
        if (verdict.Outcome == CredentialOutcome.Unavailable)
            return new(ClientOutcome.Unavailable, null);
        if (verdict.Key is not { } key || key.Institution != id)
            return new(ClientOutcome.Unknown, null);
        if (verdict.Outcome == CredentialOutcome.Valid)
            marks.Used(key.PublicId);
        return verdict.Outcome switch
        {
            CredentialOutcome.Valid => new(ClientOutcome.Known, new(id, key.PublicId, null)),
            CredentialOutcome.Expired => new(ClientOutcome.KeyExpired, null),
            CredentialOutcome.Revoked => new(ClientOutcome.KeyRevoked, null),
            CredentialOutcome.Suspended => new(ClientOutcome.KeySuspended, null),
            CredentialOutcome.NetworkNotAllowed => new(ClientOutcome.KeyNetwork, null),
            _ => new(ClientOutcome.Unknown, null),
        };
    }

    private static bool IsProven(ClientConfig application, string? secret) =>
        application.Secret is null ? string.IsNullOrEmpty(secret)
            : secret is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(application.Secret));
}
