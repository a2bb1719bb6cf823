using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Demo;
using Interop.Gateway.Guarantees;
using Interop.Schemas;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Guarantees;

/// <summary>A hospital's system asks for guarantees, and a script that shares no code with the hub verifies them with files alone.</summary>
public sealed class GuaranteeTests(HubFixture hub)
{
    private const string Hospital = "calmette-hospital", Ministry = "social-ministry";

    [Fact]
    public async Task Post_ByAHospital_GivesAGuaranteeOfEachPayerThatTheExampleVerifies()
    {
        var answer = await GuaranteeAsync(hub.Hub.Address, Covered);
        answer.Status.ShouldBe(200);
        JsonSchemas.Validate("guarantee-answer", answer.Body.GetRawText()).ShouldBeEmpty();
        Payers(answer, "coverage").ShouldBe(Covered.Coverage);
        Payers(answer, "guarantees").ShouldBe(Covered.Coverage);
        answer.Headers.GetValues("Interop-Receipt").Single().ShouldBe(answer.Body.GetProperty("receipt").GetString());

        using var carried = await CarriedAsync(hub.Hub.Address);
        foreach (var guarantee in answer.Body.GetProperty("guarantees").EnumerateArray())
        {
            var (exit, said) = await carried.VerifyAsync(guarantee.GetProperty("token").GetString()!, Hospital);
            exit.ShouldBe(0, said);
            said.ShouldStartWith($"good: {guarantee.GetProperty("payer").GetString()} pays for ");
        }
    }

    [Fact]
    public async Task Example_ChangedElsewhereOrStrange_Refuses()
    {
        var token = Tokens(await GuaranteeAsync(hub.Hub.Address, Covered))[0];
        using var carried = await CarriedAsync(hub.Hub.Address);
        (await carried.VerifyAsync(token, "another-hospital")).ShouldBe((1, "refused: other-facility"));
        foreach (var at in (int[])[5, token.IndexOf('.') + 20, token.Length - 30])
            (await carried.VerifyAsync(token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..], Hospital)).Exit.ShouldBe(1);
        (await carried.VerifyAsync("nonsense", Hospital)).ShouldBe((1, "refused: malformed"));
    }

    [Fact]
    public async Task Revoked_AfterARevocation_IsAnotherListByWhichTheExampleRefuses()
    {
        await using var other = await hub.StartAnotherAsync();
        var (token, kept) = (Tokens(await GuaranteeAsync(other.Address, Covered))[0], Tokens(await GuaranteeAsync(other.Address, Covered))[0]);
        var address = new Uri(other.Address + "/guarantee/revoked");
        using var first = await hub.Http.GetAsync(address, TestContext.Current.CancellationToken);
        (await UnchangedSinceAsync(address, first)).ShouldBe(HttpStatusCode.NotModified);

        var revocations = other.Rooms.GetRequiredService<Revocations>();
        // A thousand others beside it, so that the script has a set to walk through.
        foreach (var i in Enumerable.Range(0, 1_000))
            revocations.Revoke(Guarantee.IdOf(Guid.CreateVersion7(), $"payer-{i}"), ("console", "officer-1"), "Load").ShouldBe(RevocationOutcome.Revoked);
        revocations.Revoke(Claims(token).GetProperty("jti").GetString()!, ("console", "officer-1"), "Wrong person").ShouldBe(RevocationOutcome.Revoked);

        (await UnchangedSinceAsync(address, first)).ShouldBe(HttpStatusCode.OK);
        using var carried = await CarriedAsync(other.Address);
        (await carried.VerifyAsync(token, Hospital)).ShouldBe((1, "refused: revoked"));
        (await carried.VerifyAsync(kept, Hospital)).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Post_InsurerStopped_NamesThePayerThatNobodyCanSayOfAndGivesNoGuaranteeOfIt()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var answer = await GuaranteeAsync(other.Address, hub.Demo.People.First(p => p.Coverage.Contains("nssf") && p.Identifiers.ContainsKey("national-id")));
        answer.Body.GetProperty("coverageUnknown").EnumerateArray().Select(p => p.GetProperty("payer").GetString()).ShouldContain("nssf");
        Payers(answer, "guarantees").ShouldNotContain("nssf");
        answer.Body.GetProperty("covered").GetString().ShouldNotBe("no");
    }

    [Fact]
    public async Task Post_OutsideWhatIsGuaranteed_SaysWhy()
    {
        var national = Covered.Identifiers["national-id"];
        (await PostAsync(Hospital, "HPAYMT")).Code.ShouldBe("guarantee-purpose");
        (await PostAsync(Hospital, "TREAT", ""","date":"2026-01-01" """)).Code.ShouldBe("guarantee-date");
        (await PostAsync(Ministry, "COVERAGE")).Code.ShouldBe("purpose-outside-scope");
        (await PostAsync("nssf", "COVERAGE")).Status.ShouldBe(403);
        (await PostAsync(Hospital, "TREAT", ""","sex":1""")).Code.ShouldBe("body-invalid");

        Task<Answer> PostAsync(string institution, string purpose, string more = "") =>
            hub.Http.PostAsync(hub.Hub.Address + "/v1/guarantees", hub.KeyOf(institution), purpose, $$"""{"subject":{"type":"national-id","value":"{{national}}"}{{more}}}""");
    }

    /// <summary>What a guarantee alone refuses stands in the log as any refusal does.</summary>
    [Theory]
    [InlineData("HPAYMT", "", "guarantee-purpose")]
    [InlineData("TREAT", ""","date":"2026-01-01" """, "guarantee-date")]
    public async Task Post_RefusedForWhatAGuaranteeIs_IsRecorded(string purpose, string more, string code)
    {
        var national = Covered.Identifiers["national-id"];
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/guarantees", hub.KeyOf(Hospital), purpose, $$"""{"subject":{"type":"national-id","value":"{{national}}"}{{more}}}""");
        answer.Code.ShouldBe(code);
        var exchange = answer.Body.GetProperty("exchangeId").GetString()!;
        using var log = await hub.Hub.Rooms.GetRequiredService<Gateway.Audit.AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        var entry = log.Leaves(0, (int)log.Size).Select(l => Encoding.UTF8.GetString(l.Leaf)).Where(l => l.Contains(exchange, StringComparison.Ordinal)).ShouldHaveSingleItem();
        entry.ShouldContain("\"refused\"");
        entry.ShouldContain($"\"{code}\"");
        entry.ShouldContain(purpose);
        entry.ShouldNotContain(national);
    }

    /// <summary>With the number on the card and the institution's own key a clerk sees that the guarantee is this card's.</summary>
    [Fact]
    public async Task CardKey_OfTheHospital_NamesTheCardAsTheGuaranteeDoes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, hub.Hub.Address + "/v1/guarantees/card-key");
        request.Headers.Add("X-Access-Key", hub.KeyOf(Hospital));
        request.Headers.Add("Interop-Purpose", "TREAT");
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        body.RootElement.GetProperty("facility").GetString().ShouldBe(Hospital);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var claims = Claims(Tokens(await GuaranteeAsync(hub.Hub.Address, Covered))[0]);
        CardKey.Parse(body.RootElement.GetProperty("cardKey").GetString()!)!.NameOf(claims.GetProperty("jti").GetString()!, Covered.Identifiers["national-id"])
            .ShouldBe(claims.GetProperty("card").GetString());
    }

    private DemoPerson Covered => hub.Demo.People.First(p => p.Institution == Hospital && p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id"));

    private Task<Answer> GuaranteeAsync(string address, DemoPerson person) =>
        hub.Http.PostAsync(address + "/v1/guarantees", hub.KeyOf(Hospital), "TREAT", $$$"""{"subject":{"type":"national-id","value":"{{{person.Identifiers["national-id"]}}}"}}""");

    private static string[] Tokens(Answer answer) => [.. answer.Body.GetProperty("guarantees").EnumerateArray().Select(g => g.GetProperty("token").GetString()!)];

    private static string[] Payers(Answer answer, string list) => [.. answer.Body.GetProperty(list).EnumerateArray().Select(p => p.GetProperty("payer").GetString()!)];

    private static JsonElement Claims(string token) => JsonDocument.Parse(global::System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

    private async Task<HttpStatusCode> UnchangedSinceAsync(Uri address, HttpResponseMessage seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { seen.Headers.ETag! } } };
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<Carried> CarriedAsync(string address)
    {
        var carried = new Carried();
        foreach (var (name, path) in ((string, string)[])[("keys.json", "/guarantee/jwks.json"), ("revoked.jws", "/guarantee/revoked")])
            await carried.KeepAsync(name, await hub.Http.GetStringAsync(new Uri(address + path), TestContext.Current.CancellationToken));
        return carried;
    }

    /// <summary>A device with two files and Node.js.</summary>
    private sealed class Carried : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-carried-");

        public Task KeepAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text, TestContext.Current.CancellationToken);

        public async Task<(int Exit, string Said)> VerifyAsync(string token, string facility)
        {
            using var process = Process.Start(new ProcessStartInfo("node", [Example(), "keys.json", "revoked.jws", facility])
            {
                WorkingDirectory = folder.FullName, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            })!;
            await process.StandardInput.WriteAsync(token);
            process.StandardInput.Close();
            var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, said.Trim());
        }

        public void Dispose() => folder.Delete(recursive: true);

        private static string Example([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "ops", "examples", "verify-guarantee.mjs");
    }
}
