using Interop.Identity.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Server.AspNetCore;

namespace Interop.Identity.Tests.Server;

public sealed class ServerPathsTests
{
    [Theory]
    [InlineData("/connect/token", true)]
    [InlineData("/CONNECT/token", true)]
    [InlineData("/.well-known/jwks.json", true)]
    [InlineData("/connected", false)]
    [InlineData("/r/nssf/benefits/v1/records", false)]
    [InlineData("/v1/entitlements/check", false)]
    public async Task GetHandlerAsync_ServerScheme_IsThereOnItsOwnPathsAlone(string path, bool expected)
    {
        var services = new ServiceCollection();
        services.AddScoped<AuthenticationHandlerProvider>().AddScoped<Silent>();
        services.AddAuthenticationCore(o =>
        {
            o.AddScheme<Silent>(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, null);
            o.AddScheme<Silent>(IdentityRegistration.AccessKeyScheme, null);
        });
        await using var host = services.BuildServiceProvider();
        await using var scope = host.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Path = path } };
        var paths = new ServerPaths(scope.ServiceProvider.GetRequiredService<AuthenticationHandlerProvider>());

        (await paths.GetHandlerAsync(context, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme) is not null).ShouldBe(expected);
        (await paths.GetHandlerAsync(context, IdentityRegistration.AccessKeyScheme)).ShouldNotBeNull();
    }

    private sealed class Silent : IAuthenticationHandler
    {
        public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context) => Task.CompletedTask;

        public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());

        public Task ChallengeAsync(AuthenticationProperties? properties) => Task.CompletedTask;

        public Task ForbidAsync(AuthenticationProperties? properties) => Task.CompletedTask;
    }
}
