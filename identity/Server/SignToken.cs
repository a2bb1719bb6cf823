using System.Security.Claims;
using Interop.Identity.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>Signs with the key whose turn it is: keys rotate while the process runs, and the library's are fixed at its start.</summary>
internal sealed class SignToken(TokenKeys keys) : IOpenIddictServerHandler<GenerateTokenContext>
{
    public async ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is not (TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken))
            return;
        var descriptor = context.SecurityTokenDescriptor;
        context.SigningCredentials = descriptor.SigningCredentials = keys.Current;
        descriptor.EncryptingCredentials = null;
        descriptor.NotBefore = descriptor.IssuedAt;
        // One role is a list too: a reader shall not have to know two shapes.
        if (context.Principal.GetClaims(PersonClaims.Roles) is { Length: > 0 } roles)
        {
            descriptor.Claims[PersonClaims.Roles] = roles.ToArray();
            Remove(descriptor.Subject, PersonClaims.Roles);
        }
        if (context.TokenType == TokenTypeIdentifiers.AccessToken)
        {
            // The token of a code has the code's id, so that it can be withdrawn when the code comes again.
            if (context.Principal.GetClaim(SealCode.IdClaim) is { } id)
                descriptor.Claims[Claims.JwtId] = id;
            // What the library notes for itself it can tell from client_id.
            Remove(descriptor.Subject, SealCode.IdClaim);
            Remove(descriptor.Subject, Claims.Private.Presenter);
            // RFC 8705 §3: of institutions, whose connection it is. A person's token goes from the browser's to the application's.
            if (context.Principal.HasClaim(IdentityRegistration.KeyClaim) && await CertificateBinding.OfAsync(context.Http()) is { } certificate)
                descriptor.Claims[Claims.Confirmation] = new Dictionary<string, string> { [CertificateBinding.Member] = certificate };
        }
    }

    private static void Remove(ClaimsIdentity subject, string type)
    {
        foreach (var claim in subject.FindAll(type).ToArray())
            subject.RemoveClaim(claim);
    }
}
