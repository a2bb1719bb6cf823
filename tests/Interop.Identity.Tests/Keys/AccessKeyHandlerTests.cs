using System.Net;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Identity.Tests.Keys;

public sealed class AccessKeyHandlerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("interop-keys-").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider services;
    private readonly AccessKeys keys;

    public AccessKeyHandlerTests()
    {
        services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.None))
            .AddSingleton<TimeProvider>(time)
            .AddInteropIdentity(options =>
            {
                options.StoreFile = IdentityRegistration.StoreIn(folder);
                options.Institutions = () => KeyFolder.Institutions;
                (options.Seal, options.Unseal) = (Boxes.Seal, Boxes.Open);
            })
            .BuildServiceProvider();
        keys = services.GetRequiredService<AccessKeys>();
    }

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Authenticate_ValidKey_GivesInstitutionAndKey()
    {
        var key = keys.Issue("nssf", networks: ["10.0.0.0/8"]).Key!;

        var (result, feature, _) = await Authenticate(key.Text);

        result.Principal!.Identity!.IsAuthenticated.ShouldBeTrue();
        result.Principal.FindFirst(IdentityRegistration.InstitutionClaim)!.Value.ShouldBe("nssf");
        result.Principal.FindFirst(IdentityRegistration.KeyClaim)!.Value.ShouldBe(key.PublicId);
        feature.ShouldBe(new CredentialFeature(CredentialOutcome.Valid, key.PublicId, "nssf"));
    }

    [Fact]
    public async Task Authenticate_NoKey_LeavesRoomForAnotherScheme()
    {
        foreach (var header in new[] { StringValues.Empty, new StringValues(""), new StringValues("  ") })
        {
            var (result, feature, _) = await Authenticate(header);

            result.None.ShouldBeTrue();
            feature.Outcome.ShouldBe(CredentialOutcome.Missing);
        }
    }

    [Fact]
    public async Task Authenticate_TwoHeaders_IsUnknownEvenIfBothAreRight()
    {
        var key = keys.Issue("nssf").Key!;

        (await Authenticate(new StringValues([key.Text, key.Text]))).Feature.ShouldBe(new(CredentialOutcome.Unknown, null, null));
        (await Authenticate($"{key.Text}, {key.Text}")).Feature.Outcome.ShouldBe(CredentialOutcome.Unknown);
    }

    [Theory]
    [InlineData("ik_")]
    [InlineData("ik_aaaaaaaaaaaa_")]
    [InlineData("ik_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ik_AAAAAAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ik_aaaaaaaaaaaa_ករណីAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ik_aaaaaaaaaaa'_' or 1=1 --AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("\0\u0001\r\n")]
    [InlineData("Bearer something")]
    public async Task Authenticate_HostileHeader_IsUnknown(string header)
    {
        keys.Issue("nssf");

        var (result, feature, _) = await Authenticate(header);

        result.Succeeded.ShouldBeFalse();
        feature.ShouldBe(new(CredentialOutcome.Unknown, null, null));
    }

    [Fact]
    public async Task Authenticate_KeyWithSomethingAppended_IsUnknown()
    {
        var key = keys.Issue("nssf").Key!;

        foreach (var header in new[] { key.Text + "A", key.Text + new string('A', 200), " " + key.Text, key.Text.ToUpperInvariant() })
            (await Authenticate(header)).Feature.Outcome.ShouldBe(CredentialOutcome.Unknown);
    }

    [Fact]
    public async Task Authenticate_RefusedKey_TellsTheGatewayWhoseItIs()
    {
        var key = keys.Issue("nssf", networks: ["10.0.0.0/8"]).Key!;

        (await Authenticate(key.Text, from: "192.0.2.1")).Feature
            .ShouldBe(new(CredentialOutcome.NetworkNotAllowed, key.PublicId, "nssf"));
        keys.Revoke(key.PublicId);
        var (result, feature, _) = await Authenticate(key.Text);

        result.Succeeded.ShouldBeFalse();
        feature.ShouldBe(new(CredentialOutcome.Revoked, key.PublicId, "nssf"));
    }

    [Fact]
    public async Task Authenticate_KeyInQuery_IsRefusedAndTheKeyFlagged()
    {
        var key = keys.Issue("nssf").Key!;

        var (result, feature, _) = await Authenticate(key.Text, query: $"?a=b&q=%69k_{key.Text[3..]}");

        result.Succeeded.ShouldBeFalse();
        feature.ShouldBe(new(CredentialOutcome.LeakedInQuery, key.PublicId, "nssf"));
        services.GetRequiredService<KeyMarks>().Write();
        keys.List().Single().Leaked.ShouldBe(time.GetUtcNow());
    }

    [Fact]
    public async Task Authenticate_KnownIdWithWrongSecretInQuery_IsRefusedWithoutFlaggingTheKey()
    {
        var key = keys.Issue("nssf").Key!;

        var (_, feature, _) = await Authenticate(key.Text, query: $"?q=ik_{key.PublicId}_guess");

        feature.ShouldBe(new(CredentialOutcome.LeakedInQuery, null, null));
        services.GetRequiredService<KeyMarks>().Write();
        keys.List().Single().Leaked.ShouldBeNull();
    }

    [Fact]
    public async Task Authenticate_OrdinaryQuery_IsNotHeld()
    {
        var key = keys.Issue("nssf").Key!;

        (await Authenticate(key.Text, query: "?ik_=x&a=%&b=like_this")).Feature.Outcome.ShouldBe(CredentialOutcome.Valid);
    }

    [Fact]
    public async Task Marks_ManyUses_AreWrittenByTheMinuteNotByTheRequest()
    {
        var key = keys.Issue("nssf").Key!;
        var marks = services.GetRequiredService<KeyMarks>();
        await marks.StartAsync(TestContext.Current.CancellationToken);
        for (var use = 0; use < 100; use++)
            await Authenticate(key.Text);
        keys.List().Single().LastUsed.ShouldBeNull();

        var used = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(1));
        await marks.StopAsync(TestContext.Current.CancellationToken);

        keys.List().Single().LastUsed.ShouldBe(used);
    }

    [Fact]
    public async Task Challenge_Refused_NamesTheScheme()
    {
        var (_, _, context) = await Authenticate("ik_wrong");

        await context.ChallengeAsync();

        context.Response.StatusCode.ShouldBe(401);
        context.Response.Headers.WWWAuthenticate.ToString().ShouldBe("AccessKey");
    }

    [Fact]
    public async Task Start_BadOptions_NamesEveryError()
    {
        using var host = new HostBuilder().ConfigureServices(services => services.AddInteropIdentity(options =>
        {
            options.StoreFile = Path.Combine(folder, "not", "there.db");
            options.Institutions = () => ["nssf", "nssf", ""];
        })).Build();

        var refused = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));

        refused.Failures.Count().ShouldBe(4);
        refused.Message.ShouldContain("'nssf' 2 times");
        refused.Message.ShouldContain("Seal and Unseal");
    }

    private async Task<(AuthenticateResult Result, CredentialFeature Feature, HttpContext Context)> Authenticate(
        StringValues header, string query = "", string from = "10.1.2.3")
    {
        var context = new DefaultHttpContext { RequestServices = services.CreateScope().ServiceProvider };
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.QueryString = new QueryString(query);
        if (header.Count > 0)
            context.Request.Headers[IdentityRegistration.AccessKeyHeader] = header;
        var result = await context.AuthenticateAsync();
        return (result, context.Features.Get<CredentialFeature>().ShouldNotBeNull(), context);
    }
}
