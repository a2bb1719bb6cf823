using System.CommandLine;
using Interop.Identity.Keys;
using Interop.Identity.Signing;
using Interop.Identity.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Interop.Identity;

/// <summary>The one door to this project: what a host adds to know who is calling, and the commands that look after keys.</summary>
public static class IdentityRegistration
{
    /// <summary>The authentication scheme of access keys.</summary>
    public const string AccessKeyScheme = "AccessKey";

    /// <summary>The request header that carries the key.</summary>
    public const string AccessKeyHeader = "X-Access-Key";

    /// <summary>The claim that holds the institution code; also the name of the identity.</summary>
    public const string InstitutionClaim = "institution";

    /// <summary>The claim that holds the key's public id.</summary>
    public const string KeyClaim = "key";

    /// <summary>The file of the access keys in a data folder; the gateway and the commands must agree on it.</summary>
    public static string StoreIn(string dataFolder) => Path.Combine(dataFolder, "identity.db");

    /// <summary>
    /// Adds access-key authentication as the default scheme, and <see cref="AccessKeys"/>. After authentication every request carries an
    /// <see cref="AccessKeyFeature"/>. The options are checked when the host starts, every error at once.
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
        services.AddSingleton<KeyMarks>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyMarks>());
        // The core alone: AddAuthentication would bring data protection and a key file that nothing here uses.
        services.AddAuthenticationCore(o => o.DefaultScheme = AccessKeyScheme);
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, AccessKeyHandler>(AccessKeyScheme, null);
        return services;
    }

    /// <summary>The commands <c>keys issue|rotate|revoke|list</c>. They exit with 0 when done and 1 when refused.</summary>
    /// <param name="institutions">The known institution codes, given the data folder.</param>
    /// <param name="defaultData">The data folder when <c>--data</c> is not given.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public static Command KeysCommand(
        Func<string, IReadOnlyCollection<string>> institutions, string defaultData = ".data", TimeProvider? time = null) =>
        new KeysCommand(institutions, defaultData, time ?? TimeProvider.System).Build();
}
