using System.Globalization;
using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Tests.Rest;

/// <summary>What the insurer's mapping asks of the rest kind beyond the compliance suite: policies of several schemes behind one address.</summary>
public class HealthInsuranceTests
{
    private const string Policies = """
        {"result":[
        {"insuredNo":"10000001","idCardNo":"111111111","schemeCd":"P1","statusCd":"E","effDt":"01/12/2019","expDt":"31/12/2024","paidTo":"31/12/2024","lastChg":"2025-01-02T03:04:05Z"},
        {"insuredNo":"10000001","idCardNo":"111111111","schemeCd":"P1","statusCd":"A","effDt":"02/01/2025","expDt":null,"paidTo":"31/10/2026","lastChg":"2026-01-02T03:04:05Z"},
        {"insuredNo":"10000001","idCardNo":"111111111","schemeCd":"H1","statusCd":"S","effDt":"05/05/2021","expDt":"05/05/2027","lastChg":"2026-02-02T03:04:05Z"},
        {"insuredNo":"10000002","idCardNo":"222222222","schemeCd":"C1","statusCd":"A","effDt":"01/01/2020","lastChg":"2026-01-02T03:04:05Z"},
        {"insuredNo":"10000003","idCardNo":"222222222","schemeCd":"C1","statusCd":"A","effDt":"01/01/2024","lastChg":"2026-01-02T03:04:05Z"},
        {"insuredNo":"10000004","idCardNo":"444444444","schemeCd":"P1","statusCd":"A","effDt":"01/01/2024","lastChg":"2026-01-02T03:04:05Z"},
        {"insuredNo":"10000004","idCardNo":"444444444","schemeCd":"P1","statusCd":"S","effDt":"01/01/2024","lastChg":"2026-01-02T03:04:05Z"}
        ]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fetch_SeveralSchemes_AreReadInOneCallAndTheNewestPolicyOfEachCounts()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync(Policies));
        await using var adapter = Open(server);

        var result = await FetchAsync(adapter, "111111111", "nssf.status", "nssf.from", "nssf.to", "nssf.contributionsTo", "hef.status", "hef.to", "cbhi.status", "insurance.number");

        result.Records.Single().Values.Select(v => v.ToText()).ShouldBe(["active", "2025-01-02", "", "2026-10-31", "suspended", "2027-05-05", "", "10000001"]);
        result.Records.Single().AsOf[4].ShouldBe(new DateTimeOffset(2026, 2, 2, 3, 4, 5, TimeSpan.Zero));
        server.Asked.ShouldBe([("/api/v2/policies/query", """{"idType":"NID","ids":["111111111"]}""")]);
    }

    [Fact]
    public async Task Fetch_IdentityCardOfTwoInsured_IsAmbiguousThoughOnePolicyIsNewer()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync(Policies));
        await using var adapter = Open(server);

        (await FetchAsync(adapter, "222222222", "nssfc.status")).Records.Single().Status.ShouldBe(RecordStatus.Ambiguous);
    }

    [Fact]
    public async Task Fetch_PoliciesOfEqualRankThatContradictEachOther_AreMalformed()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync(Policies));
        await using var adapter = Open(server);

        (await FetchAsync(adapter, "444444444", "nssf.status")).Records.Single().Status.ShouldBe(RecordStatus.Malformed);
        (await FetchAsync(adapter, "444444444", "nssf.from")).Records.Single().Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Enumerate_SeveralPoliciesOfOneInsured_AreOnePersonFromTheEarliestOn()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync(Policies));
        await using var adapter = Open(server);

        var people = await adapter.EnumerateAsync(new EnumerationTally(), Stop).ToListAsync(Stop);

        people.Select(p => p.LocalKey).ShouldBe(["10000001", "10000002", "10000003", "10000004"]);
        (people[0].From, people[0].To).ShouldBe((new DateOnly(2019, 12, 1), null));
        people[0].Identifiers.ShouldBe([new("nssf", "10000001"), new("national-id", "111111111")]);
    }

    [Theory]
    [InlineData(302, FetchOutcome.Garbage)]
    [InlineData(400, FetchOutcome.Garbage)]
    [InlineData(401, FetchOutcome.Refused)]
    [InlineData(403, FetchOutcome.Refused)]
    [InlineData(404, FetchOutcome.Garbage)]
    [InlineData(429, FetchOutcome.Unreachable)]
    [InlineData(500, FetchOutcome.Unreachable)]
    [InlineData(503, FetchOutcome.Unreachable)]
    public async Task Fetch_Status_IsAnOutcomeAndNoRedirectIsFollowed(int status, FetchOutcome expected)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return context.Response.WriteAsync(Policies);
        });
        await using var adapter = Open(server);

        (await FetchAsync(adapter, "111111111", "nssf.status")).Outcome.ShouldBe(expected);
        server.Asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"result\":{}}")]
    [InlineData("{\"result\":[1]}")]
    [InlineData("{\"result\":[{\"insuredNo\":\"1\"}")]
    [InlineData("{\"result\":[]}{}")]
    public async Task Fetch_AnswerOfAnotherShape_IsGarbage(string answer)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync(answer));
        await using var adapter = Open(server);

        (await FetchAsync(adapter, "111111111", "nssf.status")).Outcome.ShouldBe(FetchOutcome.Garbage);
    }

    [Fact]
    public async Task Fetch_AnswerOver16Megabytes_IsGarbage()
    {
        var filler = new string(' ', 1024 * 1024);
        await using var server = await LoopbackServer.StartAsync(async (context, _) =>
        {
            for (var i = 0; i < 18; i++) await context.Response.WriteAsync(filler, context.RequestAborted);
            await context.Response.WriteAsync(Policies, context.RequestAborted);
        });
        await using var adapter = Open(server);

        (await FetchAsync(adapter, "111111111", "nssf.status")).Outcome.ShouldBe(FetchOutcome.Garbage);
    }

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"soon\"")]
    [InlineData("20250102")]
    public async Task Fetch_CellOfAnotherShape_IsThatPersonsMalformedRow(string cell)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) => context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""{"result":[{"insuredNo":"1","idCardNo":"111111111","schemeCd":"P1","effDt":"01/01/2024","expDt":{{cell}}}]}""")));
        await using var adapter = Open(server);

        (await FetchAsync(adapter, "111111111", "nssf.to")).Records.Single().Status.ShouldBe(RecordStatus.Malformed);
    }

    private static RegistryAdapter Open(LoopbackServer server) => RegistryAdapters.Create(
        MappingFile.BuiltIn.Single(m => m.Registry == "health-insurance").WithConnection(server.Origin, "key"), TimeProvider.System);

    private static Task<FetchResult> FetchAsync(RegistryAdapter adapter, string nationalId, params string[] attributes) => adapter.FetchAsync(
        new FetchRequest("national-id", [nationalId], [.. attributes.Select(a => AttributeCatalogue.Current[a])], TimeSpan.FromSeconds(30)), Stop);
}
