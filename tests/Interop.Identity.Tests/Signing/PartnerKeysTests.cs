using System.Security.Cryptography;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Identity.Tests.Signing;

/// <summary>Key sets at an address: a real server that can be told to fail.</summary>
public sealed class PartnerKeysTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private readonly ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256), second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication partner = Partner();
    private PartnerKeySource? source;
    private PartnerKeys keys = null!;
    private RequestDelegate answer = null!;
    private int asked;

    public async ValueTask InitializeAsync()
    {
        Publish(TestKeys.Jwk(first, "first"));
        partner.Run(context =>
        {
            Interlocked.Increment(ref asked);
            return answer(context);
        });
        await partner.StartAsync(TestContext.Current.CancellationToken);
        source = PartnerKeySource.At(new Uri(partner.Urls.Single() + "/jwks"));
        keys = new(Options.Create(new IdentityOptions { KeysOf = code => code == "nssf" ? source : null }), time, NullLogger<PartnerKeys>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        await partner.DisposeAsync();
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task Find_ManyAtOnceAndAgain_FetchesOnce()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => keys.FindAsync("nssf", "first", Cancellation).AsTask()));

        found.ShouldAllBe(f => f.Outcome == PartnerKeyOutcome.Found && f.Key!.Kid == "first");
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Found);
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Find_UnknownKid_FetchesAnewAtMostOnceAMinute()
    {
        (await OutcomeAsync("second")).ShouldBe(PartnerKeyOutcome.Unknown);
        Publish(TestKeys.Jwk(first, "first"), TestKeys.Jwk(second, "second"));
        for (var i = 0; i < 59; i++, time.Advance(TimeSpan.FromSeconds(1)))
            (await OutcomeAsync("second")).ShouldBe(PartnerKeyOutcome.Unknown);
        asked.ShouldBe(1);

        time.Advance(TimeSpan.FromSeconds(1));
        (await OutcomeAsync("second")).ShouldBe(PartnerKeyOutcome.Found);
        asked.ShouldBe(2);
    }

    [Fact]
    public async Task Find_KeyWithdrawn_IsGoneAfterTenMinutes()
    {
        await OutcomeAsync("first");
        Publish(TestKeys.Jwk(second, "second"));
        time.Advance(TimeSpan.FromMinutes(9));
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Found);
        time.Advance(TimeSpan.FromMinutes(1));
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Unknown);
    }

    [Fact]
    public async Task Find_PartnerAway_KeepsTheLastGoodSetForADay()
    {
        await OutcomeAsync("first");
        answer = context => StatusAsync(context, 500);
        time.Advance(TimeSpan.FromHours(23));
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Found);
        var tried = asked;
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Found);
        asked.ShouldBe(tried, "a partner who just failed is left alone for a while");

        time.Advance(TimeSpan.FromHours(1));
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Unavailable);
        Publish(TestKeys.Jwk(first, "first"));
        time.Advance(TimeSpan.FromSeconds(10));
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Found);
    }

    public static TheoryData<string> Failures => ["status", "redirect", "too large", "too large in chunks", "not JSON", "no usable key"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Find_FirstFetchFails_IsUnavailable(string how)
    {
        answer = how switch
        {
            "status" => context => StatusAsync(context, 404),
            "redirect" => context =>
            {
                if (context.Request.Path == "/jwks")
                    context.Response.Redirect("/elsewhere");
                return context.Response.WriteAsync(context.Request.Path == "/jwks" ? "" : TestKeys.Set(TestKeys.Jwk(first, "first")));
            },
            "too large" => context => context.Response.WriteAsync(Large()),
            "too large in chunks" => async context =>
            {
                foreach (var part in Large().Chunk(10_000))
                    await context.Response.WriteAsync(new string(part));
            },
            "not JSON" => context => context.Response.WriteAsync("<html></html>"),
            _ => context => context.Response.WriteAsync(TestKeys.Set()),
        };
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Unavailable);
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Find_PartnerHangs_GivesUpAtTheDeadline()
    {
        var reached = new TaskCompletionSource();
        answer = async context =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        var finding = keys.FindAsync("nssf", "first", Cancellation).AsTask();
        await reached.Task.WaitAsync(Cancellation);
        finding.IsCompleted.ShouldBeFalse();
        time.Advance(PartnerKeyTimes.Deadline);

        (await finding).Outcome.ShouldBe(PartnerKeyOutcome.Unavailable);
    }

    [Fact]
    public async Task Find_InstitutionWithoutKeys_SaysSo() => (await keys.FindAsync("hospital-a", "first", Cancellation)).Outcome.ShouldBe(PartnerKeyOutcome.NoKeys);

    [Fact]
    public async Task Find_KeysInTheConfiguration_AreTakenAsTheyAre()
    {
        source = PartnerKeySource.Of(PartnerKeySet.Read(System.Text.Encoding.UTF8.GetBytes(TestKeys.Set(TestKeys.Jwk(second, "second")))));
        (await OutcomeAsync("second")).ShouldBe(PartnerKeyOutcome.Found);
        (await OutcomeAsync("first")).ShouldBe(PartnerKeyOutcome.Unknown);
        asked.ShouldBe(0);
    }

    [Theory]
    [InlineData("https://keys.example/jwks", true)]
    [InlineData("http://127.0.0.1:9000/jwks", true)]
    [InlineData("http://[::1]/jwks", true)]
    [InlineData("http://localhost/jwks", true)]
    [InlineData("http://keys.example/jwks", false)]
    [InlineData("http://127.0.0.1.example/jwks", false)]
    [InlineData("https://user:password@keys.example/jwks", false)]
    [InlineData("file:///etc/jwks", false)]
    public void Takes_Address_OnlyWhereNobodyOnTheWayCanChangeKeys(string address, bool taken) => PartnerKeySource.Takes(new(address)).ShouldBe(taken);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WebApplication Partner()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        return app;
    }

    private static Task StatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private void Publish(params string[] jwks) => answer = context => context.Response.WriteAsync(TestKeys.Set(jwks));

    private string Large() => TestKeys.Set(TestKeys.Jwk(first, "first")) + new string(' ', PartnerKeyTimes.LargestSet);

    private async Task<PartnerKeyOutcome> OutcomeAsync(string kid) => (await keys.FindAsync("nssf", kid, Cancellation)).Outcome;
}
