using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Adapters.Mapping;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Tests.Compliance;

public sealed class RestFarSide : HttpFarSide
{
    private const int Page = 200;

    protected override string ContentType => "application/json";

    protected override RegistryMapping Unconnected { get; } = Columns("""
        "kind": "rest", "rest": { "keyHeader": "X-Key", "rows": "rows", "idsField": "ids", "idTypeField": "type",
          "enumerate": { "path": "/people", "cursorParameter": "after", "nextField": "next" }, "health": "/ping" }
        """, "/people/query", "/deaths/query");

    protected override bool IsAuthorized(HttpRequest request) => request.Headers["X-Key"] == Key;

    protected override async Task<string?> AnswerAsync(HttpRequest request, string path)
    {
        if (path == "/ping") return "{}";
        if (path == "/people")
        {
            var start = int.Parse(request.Query["after"].FirstOrDefault() ?? "0");
            var next = start + Page < Population.All.Count ? $",\"next\":{start + Page}" : ",\"next\":null";
            return $"{{\"rows\":[{string.Join(',', Population.All.Skip(start).Take(Page).Select(Json))}]{next}}}";
        }
        var question = await JsonSerializer.DeserializeAsync<Question>(request.Body, JsonSerializerOptions.Web, request.HttpContext.RequestAborted);
        var ids = question!.Ids.ToHashSet();
        var rows = path switch
        {
            "/people/query" => Population.All.Where(p => (question.Type switch { "PID" => p.Key, "NID" => p.NationalId, _ => p.FamilyBook }) is { } id && ids.Contains(id)).Select(Json),
            "/deaths/query" => Population.Deaths.Where(d => ids.Contains(d.Key)).Select(d => JsonSerializer.Serialize(new { PID = d.Key, DOD = d.Date, SEEN = d.Seen, STATE = d.State })),
            _ => null,
        };
        return rows is null ? null : $"{{\"count\":1,\"extra\":{{\"rows\":[1]}},\"rows\":[{string.Join(',', rows)}]}}";
    }

    // Members nobody asked for, of every shape, stand between those that count.
    private static string Json(Citizen p) => new JsonObject
    {
        ["PID"] = p.Key, ["NID"] = p.NationalId, ["more"] = new JsonArray(1, new JsonObject { ["PID"] = "nobody" }), ["FBN"] = p.Book, ["FB_LINE"] = p.Line,
        ["GIVEN"] = p.Given, ["DOB"] = p.Birth, ["APPROX"] = p.Approximate, ["SEX"] = int.Parse(p.Sex), ["VILL"] = p.Village, ["UPD"] = p.Updated, ["REG"] = p.From, ["DEREG"] = p.To,
    }.ToJsonString();

    private sealed record Question(string Type, string[] Ids);
}

public sealed class RestCompliance(RestFarSide far) : CredentialCompliance<RestFarSide>(far)
{
    [Fact]
    public async Task Fetch_ByEachIdentifierType_PutsNoIdentifierIntoAnAddress()
    {
        await using var adapter = Open();
        var person = Population.Crowd[77];

        foreach (var (type, value) in ((string, string)[])[(FetchRequest.LocalKey, person.Key), ("national-id", person.NationalId!), ("family-book", person.FamilyBook!)])
            await FetchAsync(adapter, type, [value], All);

        lock (Far.Asked) Far.Asked.ShouldAllBe(a => !a.Contains(person.Key) && !a.Contains(person.NationalId!) && !a.Contains("FB0"));
    }
}
