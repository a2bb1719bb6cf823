using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Interop.Country.Tests;

public sealed class InsurerListenerTests(WrittenCountry country) : IAsyncLifetime
{
    private const string Key = "insurer-key-of-the-tests";
    private readonly HttpClient client = new();
    private InsurerListener insurer = null!;

    public async ValueTask InitializeAsync()
    {
        insurer = await InsurerListener.StartAsync(country.Folder, "http://127.0.0.1:0", Key, TestContext.Current.CancellationToken);
        client.BaseAddress = insurer.Address;
        client.DefaultRequestHeaders.Add(InsurerListener.KeyHeader, Key);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await insurer.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("insurer-key-of-the-test")]
    [InlineData("INSURER-KEY-OF-THE-TESTS")]
    public async Task AnyRequest_KeyMissingOrWrong_RefusedInJson(string? key)
    {
        using var stranger = new HttpClient { BaseAddress = insurer.Address };
        if (key is not null)
            stranger.DefaultRequestHeaders.TryAddWithoutValidation(InsurerListener.KeyHeader, key);

        foreach (var path in new[] { "/api/v2/ping", "/api/v2/policies", "/nowhere" })
            (await Read(await stranger.GetAsync(path), HttpStatusCode.Unauthorized)).GetProperty("error").GetProperty("code").GetString().ShouldBe("key");
    }

    [Fact]
    public async Task Ping_WithKey_SaysOk() =>
        (await Read(await client.GetAsync("/api/v2/ping"))).GetProperty("status").GetString().ShouldBe("ok");

    [Fact]
    public async Task Get_UnknownPath_NotFoundInJson() =>
        (await Read(await client.GetAsync("/api/v1/policies"), HttpStatusCode.NotFound)).GetProperty("error").GetProperty("code").GetString().ShouldBe("path");

    [Theory]
    [InlineData("INS", "insuredNo", "insured_no")]
    [InlineData("NID", "idCardNo", "id_card_no")]
    [InlineData("BRN", "birthCertNo", "birth_cert_no")]
    [InlineData("EQC", "equityRef", "equity_ref")]
    public async Task Query_ThousandIds_GivesAllPoliciesOfEach(string idType, string field, string column)
    {
        var ids = country.Insurer($"SELECT DISTINCT {column} FROM policy WHERE {column} IS NOT NULL ORDER BY insured_no LIMIT 998").Select(r => r[0]!).ToArray();
        var expected = country.Insurer($"SELECT count(*) FROM policy WHERE {column} IN ({string.Join(',', ids.Select(id => $"'{id}'"))})").Single()[0];

        var rows = await Query(idType, [.. ids, "00000000", "99-no"]);

        ids.Length.ShouldBeGreaterThan(300);
        rows.Select(r => r.GetProperty(field).GetString()).Distinct().Order().ShouldBe(ids.Order());
        rows.Count.ToString().ShouldBe(expected);
    }

    [Fact]
    public async Task Query_PersonWithTwoSchemes_FlatRowsAsStored()
    {
        var number = country.Insurer("SELECT insured_no FROM policy WHERE scheme = 'H1' INTERSECT SELECT insured_no FROM policy WHERE scheme = 'P1' AND exp IS NULL").First()[0]!;

        var rows = await Query("INS", [number, number]);

        rows.Count.ShouldBe(country.Insurer($"SELECT seq FROM policy WHERE insured_no = '{number}'").Count);
        rows.Select(r => r.GetProperty("schemeCd").GetString()).ShouldContain("H1");
        rows.ShouldAllBe(r => r.EnumerateObject().Select(p => p.Name).SequenceEqual(
            new[] { "insuredNo", "idCardNo", "birthCertNo", "equityRef", "schemeCd", "statusCd", "effDt", "expDt", "pkgCd", "paidTo", "lastChg", "nm" }));
        var worker = rows.Single(r => r.GetProperty("schemeCd").GetString() == "P1" && r.GetProperty("expDt").ValueKind == JsonValueKind.Null);
        DateOnly.TryParseExact(worker.GetProperty("effDt").GetString(), "dd/MM/yyyy", out _).ShouldBeTrue();
        DateOnly.TryParseExact(worker.GetProperty("paidTo").GetString(), "dd/MM/yyyy", out _).ShouldBeTrue();
        DateTime.TryParseExact(worker.GetProperty("lastChg").GetString(), "yyyy-MM-dd'T'HH:mm:ss'Z'", null, default, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("\u0000")]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("សុខ ដារ៉ា")]
    [InlineData("\ud83d\ude00\u202e")]
    public async Task Query_HostileId_FindsNobody(string id) => (await Query("NID", [id])).ShouldBeEmpty();

    [Fact]
    public async Task Query_VeryLongId_FindsNobody() => (await Query("BRN", [new string('9', 100_000)])).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"idType":"NID","ids":[]}""")]
    [InlineData("""{"idType":"XXX","ids":["1"]}""")]
    [InlineData("""{"ids":["1"]}""")]
    [InlineData("""{"idType":"NID"}""")]
    [InlineData("""{"idType":"NID","ids":[1]}""")]
    [InlineData("""{"idType":"NID","ids":[null]}""")]
    [InlineData("""{"idType":"NID","ids":["1"]""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Query_BodyOutsideTheContract_BadRequestInJson(string body)
    {
        var answer = await Read(await Post(Encoding.UTF8.GetBytes(body)), HttpStatusCode.BadRequest);

        answer.GetProperty("error").GetProperty("code").GetString().ShouldBeOneOf("json", "query");
    }

    [Fact]
    public async Task Query_InvalidUtf8_BadRequest() =>
        await Read(await Post([.. "{\"idType\":\"NID\",\"ids\":[\""u8, 0xC3, 0x28, .. "\"]}"u8]), HttpStatusCode.BadRequest);

    [Fact]
    public async Task Query_MoreThanThousandIds_BadRequest() =>
        await Read(await Post(JsonSerializer.SerializeToUtf8Bytes(new { idType = "NID", ids = Enumerable.Repeat("1", 1001) })), HttpStatusCode.BadRequest);

    [Fact]
    public async Task Query_BodyTooLarge_RefusedInJson() =>
        await Read(await Post(new byte[300 * 1024]), HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task Page_FollowedToTheEnd_SeesEverybodyOnceAndNobodyTwice()
    {
        List<string> policies = [], perPage = [];
        string? next = "";
        while (next is not null)
        {
            var page = await Read(await client.GetAsync($"/api/v2/policies?after={next}"));
            var numbers = page.GetProperty("result").EnumerateArray().Select(r => r.GetProperty("insuredNo").GetString()!).ToArray();
            policies.AddRange(numbers);
            perPage.AddRange(numbers.Distinct());
            numbers.Distinct().Count().ShouldBeLessThanOrEqualTo(1000);
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }

        policies.ShouldBe(country.Insurer("SELECT insured_no FROM policy ORDER BY insured_no").Select(r => r[0]!));
        perPage.ShouldBeUnique();
        perPage.Count.ShouldBeGreaterThan(3000);
    }

    [Fact]
    public async Task Query_ManyAtOnce_EachGetsItsOwnRows()
    {
        var numbers = country.Insurer("SELECT DISTINCT insured_no FROM policy LIMIT 400").Select(r => r[0]!).ToArray();

        var answers = await Task.WhenAll(numbers.Select(n => Query("INS", [n])));

        for (var i = 0; i < numbers.Length; i++)
            answers[i].Select(r => r.GetProperty("insuredNo").GetString()).Distinct().ShouldBe([numbers[i]]);
    }

    [Fact]
    public async Task Start_FolderWithoutCountry_Refuses() =>
        await Should.ThrowAsync<FileNotFoundException>(() => InsurerListener.StartAsync(Path.GetTempPath(), "http://127.0.0.1:0", Key, default));

    private async Task<List<JsonElement>> Query(string idType, string[] ids) =>
        [.. (await Read(await Post(JsonSerializer.SerializeToUtf8Bytes(new { idType, ids })))).GetProperty("result").EnumerateArray()];

    private async Task<HttpResponseMessage> Post(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await client.PostAsync("/api/v2/policies/query", content);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using (answer)
        {
            answer.StatusCode.ShouldBe(expected);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
            return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
        }
    }
}
