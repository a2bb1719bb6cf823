using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.System.Tests.Dci;

/// <summary>The sample messages beside the specifications, where they are here. Each is sent as the sandbox's own: with its name, the time of now and its placeholder.</summary>
public sealed class SampleTests(HubFixture hub)
{
    private const string Sandbox = "dci-sandbox", Endpoint = "/registry/sync/search";

    private static readonly string[] Folders = ["social", "crvs", "ibr", "dr"];

    [Fact]
    public async Task Samples_AsTheyAre_AreAnsweredAsTheirConformanceAsks()
    {
        foreach (var (registry, file, sample) in Samples())
        {
            Refresh(sample);
            var answer = await PostAsync(registry, sample);
            var said = await DciPartner.NodeAsync(DciPartner.Validate(registry, Endpoint, sample), DciPartner.Validate(registry, Endpoint, answer.Parsed(), answer.Status));
            said[1].ShouldBeNull($"{registry}/{file}");
            var refused = answer.Status != 200 || answer.Body.Text("header", "status") == "rjct";
            refused.ShouldBe(said[0] is not null, $"{registry}/{file}");
        }
    }

    [Fact]
    public async Task Samples_WithTheirTypesRepaired_AreConformingAndTaken()
    {
        foreach (var (registry, file, sample) in Samples())
        {
            if (!Repair(sample))
                continue;
            Refresh(sample);
            var answer = await PostAsync(registry, sample);
            var said = await DciPartner.NodeAsync(DciPartner.Validate(registry, Endpoint, sample), DciPartner.Validate(registry, Endpoint, answer.Parsed(), answer.Status));
            said[0].ShouldBeNull($"{registry}/{file}");
            said[1].ShouldBeNull($"{registry}/{file}");
            answer.Body.Text("header", "status").ShouldBe("succ", $"{registry}/{file}");
            // The people of the samples do not exist here: whoever asks for one finds nobody, and whoever asks for many is told so.
            var found = answer.Body.GetProperty("message").GetProperty("search_response")[0];
            var criteria = sample["message"]!["search_request"]![0]!["search_criteria"]!;
            var one = criteria.ToJsonString().Contains("UIN\",\"operator", StringComparison.Ordinal) || (string?)criteria["query_type"] == "idtype-value";
            (found.Text("status"), found.Text("status_reason_code")).ShouldBe(one ? ("succ", null) : ("rjct", "rjct.search.too_many_records_found"), $"{registry}/{file}");
        }
    }

    private static IEnumerable<(string Registry, string File, JsonNode Sample)> Samples()
    {
        if (DciPartner.Specifications is not { } folder)
            yield break;
        foreach (var registry in Folders)
        {
            var paths = Directory.GetFiles(Path.Combine(folder, "samples", registry), "*req.json");
            paths.ShouldNotBeEmpty("where the specifications are, so are samples of each registry");
            foreach (var path in paths.Order())
            {
                JsonNode? sample = null;
                try
                {
                    sample = JsonNode.Parse(File.ReadAllText(path));
                }
                catch (JsonException)
                {
                    // One sample is not JSON; what is not JSON is tested elsewhere.
                }
                if (sample is not null)
                    yield return (registry, Path.GetFileName(path), sample);
            }
        }
    }

    private static void Refresh(JsonNode sample)
    {
        sample["signature"] = "unsigned-stub";
        var fresh = DciPartner.Header(Sandbox);
        foreach (var name in (string[])["message_id", "message_ts", "sender_id"])
            sample["header"]![name] = fresh[name]!.DeepClone();
    }

    /// <summary>Gives what is empty or a text in the samples the type that the specifications ask for; false where the message is another than a search.</summary>
    private static bool Repair(JsonNode sample)
    {
        if ((string?)sample["header"]!["action"] != "search" || sample["message"]!["search_request"] is not JsonArray { Count: 1 } searches)
            return false;
        var header = sample["header"]!.AsObject();
        header["total_count"] = 1;
        header.Remove("sender_uri");
        header.Remove("meta");
        var search = searches[0]!.AsObject();
        search.Remove("locale");
        var criteria = search["search_criteria"]!.AsObject();
        criteria.Remove("consent");
        criteria.Remove("authorize");
        criteria.Remove("response_entity");
        if (criteria["query"] is JsonArray expressions)
            criteria["query"] = new JsonArray([.. expressions.Select(e => Filled(e!))]);
        return true;
    }

    /// <summary>Only what is not empty, and of what is there twice the last.</summary>
    private static JsonObject Filled(JsonNode expression)
    {
        using var read = JsonDocument.Parse(expression.ToJsonString());
        var filled = new JsonObject();
        foreach (var member in read.RootElement.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.String || m.Value.GetString()!.Length > 0))
            filled[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        return filled;
    }

    private Task<Answer> PostAsync(string registry, JsonNode body) => hub.Http.PostAsync($"{hub.Hub.Address}/dci/{registry}{Endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString());
}
