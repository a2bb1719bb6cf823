using System.Net;
using System.Text.RegularExpressions;
using Interop.Identity.People;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Identity.Tests.Pages;

/// <summary>What a browser does: keeps cookies, asks for HTML, sends back the hidden fields of a form.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly Uri address;
    private readonly FakeTimeProvider time;
    private readonly HttpClient http;

    public Browser(Uri address, FakeTimeProvider time)
    {
        (this.address, this.time) = (address, time);
        http = new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false });
        http.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml");
    }

    public CookieContainer Cookies { get; } = new();

    public IEnumerable<string> CookieNames => Cookies.GetAllCookies().Where(c => c.Value.Length > 0).Select(c => c.Name);

    public Task<Shown> GetAsync(string path, string? language = null) => SendAsync(HttpMethod.Get, path, null, language);

    /// <summary>Loads the page and sends a form of it: its hidden fields and these.</summary>
    public async Task<Shown> FillAsync(string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, (await GetAsync(path.Split("?handler=")[0])).Html, fields);

    /// <summary>Sends a form of a page that was loaded before.</summary>
    public Task<Shown> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string>();
        foreach (Match hidden in Hidden().Matches(page))
            all.TryAdd(hidden.Groups["name"].Value, WebUtility.HtmlDecode(hidden.Groups["value"].Value));
        foreach (var (name, value) in fields)
            all[name] = value;
        return SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(all), null);
    }

    public Task<Shown> PasswordAsync(string user, string password, string query = "") => FillAsync("/sign-in" + query, ("userName", user), ("password", password));

    public async Task<Shown> SignInAsync(string user, ReadyLogin login, string query = "")
    {
        var step = await PasswordAsync(user, login.Password, query);
        return step.Location?.StartsWith("/sign-in/code", StringComparison.Ordinal) == true
            ? await FillAsync(step.Location, ("code", CodeOf(login.TotpSecret)))
            : step;
    }

    public string CodeOf(string secret) => Totp.Code(Totp.Bytes(secret), Totp.StepAt(time.GetUtcNow()));

    private async Task<Shown> SendAsync(HttpMethod method, string path, HttpContent? content, string? language)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var location = response.Headers.Location?.OriginalString;
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            location is not null && location.StartsWith(address.OriginalString.TrimEnd('/'), StringComparison.Ordinal) ? location[address.OriginalString.TrimEnd('/').Length..] : location, response);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""<input (?=[^>]*type="hidden")[^>]*name="(?<name>[^"]+)"[^>]*value="(?<value>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hidden();
}
