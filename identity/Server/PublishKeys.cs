using Interop.Identity.Signing;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>The JSON Web Key Set (RFC 7517 §5): every key a verifier may meet, those that sign answers among them.</summary>
internal sealed class PublishKeys(SigningKeys keys) : IOpenIddictServerHandler<HandleJsonWebKeySetRequestContext>
{
    public ValueTask HandleAsync(HandleJsonWebKeySetRequestContext context)
    {
        context.Keys.Clear();
        foreach (var key in keys.Published())
            context.Keys.Add(new()
            {
                Kid = key.Kid, Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = JsonWebKeyECTypes.P256, X = key.X, Y = key.Y,
                Use = JsonWebKeyUseNames.Sig, Alg = SecurityAlgorithms.EcdsaSha256,
            });
        return ValueTask.CompletedTask;
    }
}
