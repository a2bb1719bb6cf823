using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Interop.Identity.People;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Identity.Tests.Server;

/// <summary>An answer with its JSON body; empty when it had none.</summary>
internal sealed record Answer(int Status, JsonElement Body, HttpResponseHeaders Headers)
{
    public string Error => Text("error");

    public string Text(string member) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out var value) ? value.ToString() : "";
}

/// <summary>The authorization server in a real host on a free port, and behind it one address that tells what became of the credential.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("interop-tokens-").FullName;
    private readonly WebApplication app;

    private RunningServer(Dictionary<string, string?> settings, X509Certificate2? tls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        // As much as an operator could ever switch on.
        foreach (var category in (string[])["Default", "OpenIddict", "OpenIddict.Server.OpenIddictServerDispatcher", "Microsoft.IdentityModel"])
            builder.Configuration["Logging:LogLevel:" + category] = "Trace";
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Kept(Logs));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (tls is not null)
            builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            {
                (https.ServerCertificate, https.ClientCertificateMode) = (tls, ClientCertificateMode.AllowCertificate);
                https.AllowAnyClientCertificate();
            })));
        builder.Services.AddSingleton<TimeProvider>(Time).AddInteropIdentity(o =>
        {
            (o.StoreFile, o.Institutions) = (IdentityRegistration.StoreIn(folder), static () => ["nssf", "hospital-a"]);
            (o.Seal, o.Unseal, o.KeysOf) = (Boxes.Seal, Boxes.Open, code => PartnerKeys.GetValueOrDefault(code));
        });
        // Who is signed in is another test's subject: here a header says so.
        builder.Services.AddTransient<SignedIn>().PostConfigure<AuthenticationOptions>(o => o.SchemeMap[Session.Scheme].HandlerType = typeof(SignedIn));
        app = builder.Build();
        app.UseAuthentication();
        app.MapGet("/whoami", static context =>
        {
            var feature = context.Features.Get<CredentialFeature>()!;
            return context.Response.WriteAsJsonAsync(new { outcome = feature.Outcome.ToString(), key = feature.Key, institution = feature.Institution });
        });
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    /// <summary>When whoever is signed in did so, unless a request says otherwise; the cookie has been renewed since.</summary>
    public static DateTimeOffset SignedInAt { get; } = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public ConcurrentDictionary<string, PartnerKeySource> PartnerKeys { get; } = new();

    public ConcurrentQueue<string> Logs { get; } = new();

    public HttpClient Http { get; }

    public string Address { get; private set; } = "";

    public AccessKeys Keys => app.Services.GetRequiredService<AccessKeys>();

    public SigningKeys SigningKeys => app.Services.GetRequiredService<SigningKeys>();

    public static async Task<RunningServer> StartAsync(X509Certificate2? tls = null, params (string Name, string Value)[] settings)
    {
        var server = new RunningServer(settings.ToDictionary(s => "Identity:" + s.Name, s => (string?)s.Value), tls);
        await server.app.StartAsync(TestContext.Current.CancellationToken);
        server.Address = server.app.Urls.First();
        return server;
    }

    public Task<Answer> TokenAsync(params (string Name, string Value)[] form) => PostAsync("/connect/token", form);

    public Task<Answer> PostAsync(string path, (string Name, string Value)[] form, string? basic = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Address + path) { Content = new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        if (basic is not null)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        return SendAsync(request);
    }

    /// <summary>A token for an institution, by one of its keys.</summary>
    public async Task<string> TokenOfAsync(string institution, string key) =>
        (await TokenAsync(("grant_type", "client_credentials"), ("client_id", institution), ("client_secret", key))).Text("access_token");

    /// <summary>What becomes of a token at the gateway.</summary>
    public async Task<string> OutcomeAsync(string token, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address + "/whoami");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return (await SendAsync(request)).Text("outcome");
    }

    public Task<Answer> GetAsync(string pathAndQuery, string? person = null, string? bearer = null, DateTimeOffset? since = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address + pathAndQuery);
        if (person is not null)
        {
            request.Headers.Add("Person", person);
            request.Headers.Add("Since", (since ?? SignedInAt).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        }
        if (bearer is not null)
            request.Headers.Authorization = new("Bearer", bearer);
        return SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request, HttpClient? client = null)
    {
        using var response = await (client ?? Http).SendAsync(request, TestContext.Current.CancellationToken);
        request.Dispose();
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new((int)response.StatusCode, isJson ? JsonDocument.Parse(body).RootElement : default, response.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Stands for the session: whoever the request says is signed in.</summary>
    private sealed class SignedIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : SignOutAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers["Person"] is not [{ Length: > 0 } person])
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity(
                [
                    new(Session.SubjectClaim, person), new(Session.NameClaim, "Sample Officer"), new(IdentityRegistration.InstitutionClaim, "nssf"),
                    new(Session.SinceClaim, Request.Headers["Since"].ToString()), new(Session.RoleClaim, "dpo"), new(Session.MethodClaim, "pwd"), new(Session.MethodClaim, "otp"),
                ], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(
                new(new(identity), new AuthenticationProperties { IssuedUtc = new DateTimeOffset(2026, 11, 22, 7, 55, 0, TimeSpan.Zero) }, Scheme.Name)));
        }

        protected override Task HandleSignOutAsync(AuthenticationProperties? properties)
        {
            Response.Headers["Signed-Out"] = "yes";
            return Task.CompletedTask;
        }
    }

    private sealed class Kept(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
