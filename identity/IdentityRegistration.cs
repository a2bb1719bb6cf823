using System.CommandLine;
using System.Reflection;
using Interop.Identity.Clients;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Interop.Identity.Pages;
using Interop.Identity.People;
using Interop.Identity.Server;
using Interop.Identity.Sessions;
using Interop.Identity.Signing;
using Interop.Identity.Storage;
using Interop.Identity.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Interop.Identity;

/// <summary>The one door to this project: what a host adds to know who is calling, the pages people sign in with, and the commands that look after keys and people.</summary>
public static class IdentityRegistration
{
    /// <summary>The authentication scheme of access keys.</summary>
    public const string AccessKeyScheme = "AccessKey";

    /// <summary>The authentication scheme of tokens got for a key (RFC 6750).</summary>
    public const string BearerScheme = "Bearer";

    /// <summary>The authentication scheme of people who have signed in, for pages.</summary>
    public const string SessionScheme = Session.Scheme;

    /// <summary>The claim that holds a person's id, an opaque text that never changes.</summary>
    public const string PersonClaim = Session.SubjectClaim;

    /// <summary>The role of data protection officers: they draft, approve and withdraw privacy scopes.</summary>
    public const string OfficerRole = Roles.Dpo;

    /// <summary>The role of auditors: they read, and change nothing.</summary>
    public const string AuditorRole = Roles.Auditor;

    /// <summary>The role of clerks, who serve people at a desk of their institution.</summary>
    public const string ClerkRole = Roles.Clerk;

    /// <summary>The request header that carries the key.</summary>
    public const string AccessKeyHeader = "X-Access-Key";

    /// <summary>The default scheme: one of the two, by what the request carries.</summary>
    private const string CredentialScheme = "Credential";

    /// <summary>The claim that holds the institution code; also the name of the identity.</summary>
    public const string InstitutionClaim = "institution";

    /// <summary>The claim that holds the key's public id.</summary>
    public const string KeyClaim = "key";

    /// <summary>The file of the access keys in a data folder; the gateway and the commands must agree on it.</summary>
    public static string StoreIn(string dataFolder) => Path.Combine(dataFolder, "identity.db");

    /// <summary>
    /// Adds <see cref="AccessKeys"/>, the authorization server, and authentication by access key or by token as the default scheme: after it every
    /// request carries a <see cref="CredentialFeature"/>. The options are checked when the host starts, every error at once.
    /// </summary>
    public static IServiceCollection AddInteropIdentity(this IServiceCollection services, Action<IdentityOptions> configure)
    {
        services.AddOptions<IdentityOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new IdentityStore(
            provider.GetRequiredService<IOptions<IdentityOptions>>().Value.StoreFile, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new AccessKeys(
            provider.GetRequiredService<IdentityStore>(),
            provider.GetRequiredService<IOptions<IdentityOptions>>().Value.Institutions!,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SigningKeys(
            provider.GetRequiredService<IdentityStore>(), provider.GetRequiredService<IOptions<IdentityOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new PartnerKeys(
            provider.GetRequiredService<IOptions<IdentityOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PartnerKeys>>()));
        services.AddSingleton<KeyVerifier>();
        services.AddSingleton<QueryKeys>();
        services.AddSingleton<KeyMarks>();
        services.AddTokens();
        services.AddAuthorizationServer();
        services.AddHostedService(provider => provider.GetRequiredService<KeyMarks>());
        services.AddAuthenticationCore(o => o.DefaultScheme = CredentialScheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddScheme<AuthenticationSchemeOptions, AccessKeyHandler>(AccessKeyScheme, null)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerScheme, null)
            .AddPolicyScheme(CredentialScheme, null, o => o.ForwardDefaultSelector = static context => BearerHandler.IsMeant(context.Request) ? BearerScheme : AccessKeyScheme);
        services.AddPeople();
        services.AddSessions();
        services.AddPages();
        return services;
    }

    /// <summary>Adds an entry to the menu of every page. The pages themselves are Razor Pages with the layout <c>_Layout</c>.</summary>
    public static IServiceCollection AddMenuEntry(this IServiceCollection services, MenuEntry entry) => services.AddSingleton(entry);

    /// <summary>Adds the Razor Pages of an assembly. They take the layout <c>_Layout</c>.</summary>
    public static IServiceCollection AddInteropPages(this IServiceCollection services, Assembly assembly)
    {
        services.AddPagesOf(assembly);
        return services;
    }

    /// <summary>Answers browsers that are refused with a page. Belongs after what writes problem documents and before routing.</summary>
    public static IApplicationBuilder UseInteropPages(this IApplicationBuilder app) => app.UseMiddleware<PageRefusals>();

    /// <summary>Maps the endpoints of this project: the pages of people.</summary>
    public static IEndpointRouteBuilder MapInteropIdentity(this IEndpointRouteBuilder routes)
    {
        MapPages(routes);
        return routes;
    }

    /// <summary>Where institutions get tokens: here, or at the other issuer that is trusted; null while that one cannot be asked.</summary>
    public static async ValueTask<TokenServer?> TokenServerAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<TokenTrust>().DescribeAsync(context.Request, context.RequestAborted);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void AddTokens(this IServiceCollection services)
    {
        services.AddOptions<TokenOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection("Identity").Bind(options))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidator>();
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<TokenTrust>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<TokenStates>();
        services.AddSingleton<TokenMarks>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<ClientAssertions>();
        services.AddSingleton<ClientAuthentication>();
    }

    /// <summary>The commands <c>keys issue|rotate|suspend|resume|revoke|list</c>. They exit with 0 when done and 1 when refused.</summary>
    /// <param name="institutions">The known institution codes, given the data folder.</param>
    /// <param name="defaultData">The data folder when <c>--data</c> is not given.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public static Command KeysCommand(
        Func<string, IReadOnlyCollection<string>> institutions, string defaultData = ".data", TimeProvider? time = null) =>
        new KeysCommand(institutions, defaultData, time ?? TimeProvider.System).Build();

    /// <summary>The commands <c>people add|list|disable|enable|reset|roles</c>. They exit with 0 when done and 1 when refused.</summary>
    /// <param name="institutions">The known institution codes, given the data folder.</param>
    /// <param name="defaultData">The data folder when <c>--data</c> is not given.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public static Command PeopleCommand(
        Func<string, IReadOnlyCollection<string>> institutions, string defaultData = ".data", TimeProvider? time = null) =>
        new PeopleCommand(institutions, defaultData, time ?? TimeProvider.System).Build();

    private static void MapPages(IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        Asset.Map(routes);
    }
}
