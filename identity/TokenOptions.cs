using Microsoft.Extensions.Options;

namespace Interop.Identity;

/// <summary>The section <c>Identity</c> of the configuration: who issues tokens, to whom, and how long they hold.</summary>
internal sealed class TokenOptions
{
    /// <summary>The issuer of the embedded authorization server, e.g. <c>https://hub.example/</c>; the address a request called when not set.</summary>
    public string? Issuer { get; set; }

    /// <summary>Another OpenID Connect issuer to trust in place of the embedded server, found by discovery.</summary>
    public string? Authority { get; set; }

    /// <summary>Whom access tokens are for: the <c>aud</c> this gateway demands.</summary>
    public string Audience { get; set; } = "interop";

    /// <summary>How long an access token holds.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The claim of the other issuer's tokens that names the institution; where it is absent, <c>client_id</c> does.</summary>
    public string InstitutionClaim { get; set; } = IdentityRegistration.InstitutionClaim;

    /// <summary>The hub's own applications that people sign in to.</summary>
    public List<ClientConfig> Clients { get; set; } = [];

    internal Uri? IssuerUri => Issuer is null ? null : new Uri(Issuer);

    internal ClientConfig? FindClient(string? code) => Clients.Find(c => c.Code == code);
}

/// <summary>An application that people sign in to, as the configuration has it.</summary>
internal sealed class ClientConfig
{
    public string Code { get; set; } = "";

    /// <summary>Where the code may be sent. An http address of this machine matches whatever its port (RFC 8252 §7.3).</summary>
    public List<string> RedirectUris { get; set; } = [];

    /// <summary>Where the browser may go after signing out.</summary>
    public List<string> SignedOutUris { get; set; } = [];

    /// <summary>The secret of a confidential client; none for one that runs where it cannot be kept.</summary>
    public string? Secret { get; set; }
}

internal sealed class TokenOptionsValidator(IOptions<IdentityOptions> identity) : IValidateOptions<TokenOptions>
{
    private const int ShortestSecret = 32;

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        string[] errors = [.. Errors(options), .. options.Clients.SelectMany(ClientErrors), .. CodeErrors(options.Clients)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(TokenOptions options)
    {
        foreach (var (setting, value) in ((string, string?)[])[("Issuer", options.Issuer), ("Authority", options.Authority)])
            if (value is not null && !(IsAddress(value, out var uri) && uri.Query.Length == 0))
                yield return $"Identity:{setting} '{value}' is not an https address without query and fragment, nor an http one of this machine.";
        if (options is { Issuer: not null, Authority: not null })
            yield return $"Identity:Issuer '{options.Issuer}' and Identity:Authority '{options.Authority}' exclude each other.";
        if (string.IsNullOrWhiteSpace(options.Audience))
            yield return "Identity:Audience is empty: name whom tokens are for.";
        if (options.TokenLifetime < TimeSpan.FromMinutes(1) || options.TokenLifetime > TimeSpan.FromHours(1))
            yield return $"Identity:TokenLifetime '{options.TokenLifetime}' is not between one minute and one hour.";
        if (string.IsNullOrWhiteSpace(options.InstitutionClaim))
            yield return "Identity:InstitutionClaim is empty: name the claim that holds the institution.";
    }

    private static IEnumerable<string> ClientErrors(ClientConfig client)
    {
        if (client.RedirectUris.Count == 0)
            yield return $"Identity:Clients '{client.Code}' has no RedirectUris.";
        foreach (var uri in client.RedirectUris.Concat(client.SignedOutUris).Where(u => !IsAddress(u, out _)))
            yield return $"Identity:Clients '{client.Code}': '{uri}' is not an https address without fragment, nor an http one of this machine.";
        if (client.Secret is { Length: < ShortestSecret })
            yield return $"Identity:Clients '{client.Code}' has a Secret of {client.Secret.Length} characters; at least {ShortestSecret} are required.";
    }

    private IEnumerable<string> CodeErrors(List<ClientConfig> clients)
    {
        var institutions = identity.Value.Institutions?.Invoke() ?? [];
        foreach (var group in clients.GroupBy(c => c.Code, StringComparer.Ordinal))
        {
            if (group.Key.Length is 0 or > 64 || group.Key.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
                yield return $"Identity:Clients has the code '{group.Key}'; a code is 1 to 64 letters, digits and hyphens.";
            if (group.Count() > 1)
                yield return $"Identity:Clients has '{group.Key}' {group.Count()} times.";
            if (institutions.Contains(group.Key))
                yield return $"Identity:Clients '{group.Key}' is the code of an institution; give the client another one.";
        }
    }

    private static bool IsAddress(string text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && address.Fragment.Length == 0 && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
