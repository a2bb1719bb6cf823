using System.Net.Http.Headers;
using Interop.Identity;
using Interop.Identity.Keys;

namespace Interop.System.Tests;

/// <summary>Every bad request has a problem document with a code of its own, which says nothing about whether the person exists.</summary>
public sealed class BadInputTests(HubFixture hub)
{
    private const string Nobody = "999999999";

    public static TheoryData<string, string, int, string> Bodies => new()
    {
        { "unknown identifier type", """{"subject":{"type":"passport","value":"$"}}""", 400, "identifier-type-unknown" },
        { "malformed identifier", """{"subject":{"type":"national-id","value":"$x"}}""", 400, "identifier-malformed" },
        { "identifier with a line break", """{"subject":{"type":"national-id","value":"$\n"}}""", 400, "identifier-malformed" },
        { "unknown attribute", """{"subject":{"type":"national-id","value":"$"},"attributes":["vital.shoeSize"]}""", 400, "attribute-unknown" },
        { "empty attribute list", """{"subject":{"type":"national-id","value":"$"},"attributes":[]}""", 400, "body-invalid" },
        { "unknown member", """{"subject":{"type":"national-id","value":"$"},"colour":1}""", 400, "body-invalid" },
        { "unknown member of the subject", """{"subject":{"type":"national-id","value":"$","x":1}}""", 400, "body-invalid" },
        { "no subject", """{}""", 400, "body-invalid" },
        { "subject of the wrong kind", """{"subject":"$"}""", 400, "body-invalid" },
        { "value of the wrong kind", """{"subject":{"type":"national-id","value":7}}""", 400, "body-invalid" },
        { "bad date", """{"subject":{"type":"national-id","value":"$"},"date":"23/11/2026"}""", 400, "body-invalid" },
        { "date long ago", """{"subject":{"type":"national-id","value":"$"},"date":"1066-10-14"}""", 400, "date-out-of-range" },
        { "not JSON", """{"subject":""", 400, "body-not-json" },
        { "not an object", """[1,2]""", 400, "body-not-json" },
        { "empty body", "", 400, "body-not-json" },
        { "a member twice", """{"subject":{"type":"national-id","value":"$"},"subject":{"type":"national-id","value":"$"}}""", 400, "body-not-json" },
        { "half a surrogate pair", """{"subject":{"type":"national-id","value":"\ud800"}}""", 400, "body-not-json" },
        { "half a surrogate pair in a name", """{"subject":{"type":"national-id","value":"$"},"\ud800":1}""", 400, "body-not-json" },
        { "deep nesting", "{\"subject\":" + new string('[', 5000) + new string(']', 5000) + "}", 400, "body-not-json" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Lookup_BadBody_HasItsOwnCodeWhetherOrNotThePersonExists(string what, string body, int status, string code)
    {
        var answers = new List<string>();
        foreach (var value in (string[])[hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"], Nobody])
        {
            var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", Key, "ELIGDTRM", body.Replace("$", value, StringComparison.Ordinal));
            answer.Status.ShouldBe(status, what);
            answer.Code.ShouldBe(code, what);
            answer.Body.GetRawText().ShouldNotContain(value, customMessage: what);
            answers.Add(answer.Comparable());
        }
        answers[0].ShouldBe(answers[1], what);
    }

    [Fact]
    public async Task Check_UnknownProgramme_IsNamedByItsPlace()
    {
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, Key, "ELIGDTRM", "national-id", Nobody, ""","programmes":["hef","lottery"]""");
        answer.Code.ShouldBe("programme-unknown");
        answer.Body.GetProperty("errors")[0].GetProperty("path").GetString().ShouldBe("/programmes/1");
    }

    [Fact]
    public async Task Lookup_TenMegabyteBody_Is413()
    {
        var content = new ByteArrayContent(new byte[10 * 1024 * 1024]) { Headers = { ContentType = new("application/json") } };
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", Key, "ELIGDTRM", content);
        answer.Status.ShouldBe(413);
        answer.Code.ShouldBe("body-too-large");
    }

    [Fact]
    public async Task Lookup_TenMegabyteBodyInChunks_Is413()
    {
        var content = new StreamContent(new MemoryStream(new byte[10 * 1024 * 1024])) { Headers = { ContentType = new("application/json") } };
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", Key, "ELIGDTRM", content, r => r.Headers.TransferEncodingChunked = true);
        answer.Code.ShouldBe("body-too-large");
    }

    [Fact]
    public async Task Lookup_InvalidUtf8_HasItsOwnCode()
    {
        byte[] body = [.. "{\"subject\":{\"type\":\"national-id\",\"value\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        (await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", Key, "ELIGDTRM", content)).Code.ShouldBe("body-not-utf8");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/xml")]
    public async Task Lookup_OtherMediaType_Is415(string type)
    {
        var content = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", Key, "ELIGDTRM", content);
        answer.Status.ShouldBe(415);
        answer.Code.ShouldBe("media-type-unsupported");
    }

    [Theory]
    [InlineData(null, 400, "purpose-missing")]
    [InlineData("CURIOSITY", 400, "purpose-unknown")]
    [InlineData("HRESCH", 403, "purpose-outside-scope")]
    public async Task Lookup_BadPurpose_HasItsOwnCodeWhetherOrNotThePersonExists(string? purpose, int status, string code) =>
        await ShouldBeAlikeAsync(Key, purpose, status, code);

    [Theory]
    [InlineData(null, "access-key-missing")]
    [InlineData("ik_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "access-key-unknown")]
    [InlineData("hello", "access-key-unknown")]
    public async Task Lookup_BadKey_HasItsOwnCodeWhetherOrNotThePersonExists(string? key, string code) =>
        await ShouldBeAlikeAsync(key, "ELIGDTRM", 401, code);

    [Fact]
    public async Task Lookup_SuspendedKey_IsRefusedOnTheNextCallUntilItIsResumed()
    {
        var keys = OpenKeys(TimeProvider.System);
        var issued = keys.Issue("social-ministry", "to be suspended").Key!;
        keys.Suspend(issued.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Done);
        await ShouldBeAlikeAsync(issued.Text, "ELIGDTRM", 401, "access-key-suspended");
        keys.Resume(issued.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Done);
        (await hub.Http.LookupAsync(hub.Hub.Address, issued.Text, "ELIGDTRM", "national-id", Nobody)).Code.ShouldBe("subject-not-found");
    }

    [Fact]
    public async Task Lookup_RevokedKey_IsRefusedOnTheNextCall()
    {
        var keys = OpenKeys(TimeProvider.System);
        var issued = keys.Issue("social-ministry", "to be revoked").Key!;
        (await hub.Http.LookupAsync(hub.Hub.Address, issued.Text, "ELIGDTRM", "national-id", Nobody)).Code.ShouldBe("subject-not-found");
        keys.Revoke(issued.PublicId).Outcome.ShouldBe(KeyChangeOutcome.Done);
        await ShouldBeAlikeAsync(issued.Text, "ELIGDTRM", 401, "access-key-revoked");
    }

    [Fact]
    public async Task Lookup_ExpiredKey_IsRefused()
    {
        var longAgo = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var issued = OpenKeys(longAgo).Issue("social-ministry", "old", days: 30).Key!;
        await ShouldBeAlikeAsync(issued.Text, "ELIGDTRM", 401, "access-key-expired");
    }

    [Fact]
    public async Task Lookup_KeyInTheAddress_IsRefusedEvenWithAGoodHeader()
    {
        var answer = await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup?key=" + OpenKeys(TimeProvider.System).Issue("nssf").Key!.Text, Key, "ELIGDTRM", "{}");
        answer.Code.ShouldBe("access-key-in-query");
    }

    [Theory]
    [InlineData("Interop-Case", "")]
    [InlineData("Interop-User", "a user name of more than sixty-four characters, which is more than anybody needs")]
    public async Task Lookup_UnusableReference_IsRefused(string header, string text) =>
        (await hub.Http.PostAsync(hub.Hub.Address + "/v1/lookup", Key, "ELIGDTRM", "{}", r => r.Headers.TryAddWithoutValidation(header, text))).Code.ShouldBe("header-invalid");

    [Fact]
    public async Task Check_OperationOrProgrammeOutsideTheScope_IsRefused()
    {
        (await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("planning-ministry"), "HRESCH", "national-id", Nobody)).Code.ShouldBe("operation-outside-scope");
        (await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", Nobody, ""","programmes":["scholarship"]""")).Code.ShouldBe("programme-outside-scope");
    }

    [Fact]
    public async Task OtherAddressesAndMethods_AreProblemsToo()
    {
        (await hub.Http.PostAsync(hub.Hub.Address + "/v1/nothing", Key, null, "{}")).Code.ShouldBe("route-unknown");
        using var request = new HttpRequestMessage(HttpMethod.Delete, hub.Hub.Address + "/v1/lookup");
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(405);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("method-not-allowed");
    }

    private string Key => hub.KeyOf("social-ministry");

    private AccessKeys OpenKeys(TimeProvider time) => AccessKeys.Open(IdentityRegistration.StoreIn(hub.Settings.Data), () => ["social-ministry", "nssf"], time);

    private async Task ShouldBeAlikeAsync(string? key, string? purpose, int status, string code)
    {
        var someone = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
        var answers = new List<string>();
        foreach (var value in (string[])[someone, Nobody])
        {
            var answer = await hub.Http.PostAsync(
                hub.Hub.Address + "/v1/lookup", key, purpose, $$$"""{"subject":{"type":"national-id","value":"{{{value}}}"}}""");
            answer.Status.ShouldBe(status);
            answer.Code.ShouldBe(code);
            answers.Add(answer.Comparable());
        }
        answers[0].ShouldBe(answers[1]);
    }
}
