using System.Collections.Immutable;
using Interop.Identity.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Interop.Identity.Server;

/// <summary>RFC 8414 §2: what the library cannot know of this server.</summary>
internal sealed class DescribeServer : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.Metadata["token_endpoint_auth_signing_alg_values_supported"] = TokenAlgorithms.Allowed.ToImmutableArray<string?>();
        // RFC 8705 §3.3
        context.Metadata["tls_client_certificate_bound_access_tokens"] = true;
        return ValueTask.CompletedTask;
    }
}
