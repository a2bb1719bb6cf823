using System.Text.Json.Nodes;
using Interop.Adapters.Mapping;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Tests.Compliance;

/// <summary>Fakes the search of a FHIR R4 server: _id, identifier, beneficiary, paging by next links.</summary>
public sealed class FhirFarSide : HttpFarSide
{
    protected override string ContentType => "application/fhir+json";

    // The second set is Coverage, so that the join through beneficiary is read; what it means is of no matter here.
    protected override RegistryMapping Unconnected { get; } = MappingFile.Read("""
        {
          "registry": "civil-registry", "title": { "en": "Test", "km": "សាកល្បង" }, "precedence": 1, "kind": "fhir",
          "fhir": { "pageSize": 70, "search": { "Patient": { "parameter": "_id" }, "Coverage": { "parameter": "beneficiary", "prefix": "Patient/" } } },
          "key": { "set": "people", "columns": ["id"] },
          "identifiers": {
            "national-id": { "columns": ["identifier.where(system = 'urn:nid').value"], "idType": "urn:nid" },
            "family-book": { "columns": ["identifier.where(system = 'urn:fb').value"], "idType": "urn:fb" }
          },
          "known": { "capacity": "resident", "from": { "column": "extension.where(url = 'urn:from').value" }, "to": { "column": "extension.where(url = 'urn:to').value" } },
          "sets": [
            {
              "name": "people", "from": "Patient", "key": ["id"], "asOf": { "column": "meta.lastUpdated" },
              "attributes": {
                "person.nationalId": { "column": "identifier.where(system = 'urn:nid').value" },
                "person.familyBook": { "column": "identifier.where(system = 'urn:fb').value" },
                "name.given.latin": { "column": "name.given.first()" },
                "vital.birthDate": { "column": "birthDate" },
                "vital.birthDateApproximate": { "column": "extension.where(url = 'urn:approximate').value" },
                "vital.sex": { "column": "gender" },
                "address.village": { "column": "address.first().district" }
              }
            },
            {
              "name": "deaths", "from": "Coverage", "key": ["beneficiary.reference.replaceMatches('^.*/', '')"], "where": { "status": "active" },
              "latest": "period.end", "asOf": { "column": "period.end" },
              "attributes": { "vital.deathDate": { "column": "period.start" } }
            }
          ]
        }
        """, "test").Required;

    protected override bool IsAuthorized(HttpRequest request) => request.Headers.Authorization == $"Bearer {Key}";

    protected override async Task<string?> AnswerAsync(HttpRequest request, string path)
    {
        if (!path.EndsWith("/_search", StringComparison.Ordinal)) return Bundle(request, path, null, request.Query["page"], int.Parse(request.Query["_count"]!));
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        var count = int.Parse(form["_count"].FirstOrDefault() ?? "10");
        foreach (var parameter in (string[])["_id", "identifier", "beneficiary"])
            if (form.TryGetValue(parameter, out var values))
                return Bundle(request, path, Search(parameter, [.. Unescaped(values.Single()!)]), null, count);
        return Bundle(request, path, [], null, count);
    }

    // Later pages are asked for by the cursor that stands for the search.
    private readonly Dictionary<string, JsonObject[]> searches = [];

    private string Bundle(HttpRequest request, string path, JsonObject[]? found, string? page, int count)
    {
        var (search, start) = page?.Split('-') is [var id, var at] ? (id, int.Parse(at)) : ($"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", 0);
        lock (searches)
        {
            if (page is null) searches[search] = found ?? [.. Population.All.Select(Patient)];
            found = searches[search];
        }
        var type = path.Split('/')[1];
        var next = start + count < found.Length ? $"{request.Scheme}://{request.Host}{request.Path.Value!.Split("/_search")[0]}?_count={count}&page={search}-{start + count}" : null;
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle", ["type"] = "searchset",
            ["link"] = next is null ? new JsonArray() : new JsonArray(new JsonObject { ["relation"] = "next", ["url"] = next }),
            ["entry"] = new JsonArray([.. found.Skip(start).Take(count).Select(r => new JsonObject { ["fullUrl"] = $"urn:{type}", ["resource"] = r.DeepClone() }),
                new JsonObject { ["resource"] = new JsonObject { ["resourceType"] = "OperationOutcome" }, ["search"] = new JsonObject { ["mode"] = "outcome" } }]),
        };
        return bundle.ToJsonString();
    }

    private static JsonObject[] Search(string parameter, HashSet<string> values) => parameter switch
    {
        "_id" => [.. Population.All.Where(p => values.Contains(p.Key)).Select(Patient)],
        "beneficiary" => [.. Population.Deaths.Where(d => values.Contains($"Patient/{d.Key}")).Select(Coverage)],
        _ => [.. Population.All.Where(p => values.Contains($"urn:nid|{p.NationalId}") || values.Contains($"urn:fb|{p.FamilyBook}")).Select(Patient)],
    };

    private static JsonObject Patient(Citizen p)
    {
        var identifiers = new JsonArray();
        if (p.NationalId is not null) identifiers.Add(new JsonObject { ["system"] = "urn:nid", ["value"] = p.NationalId });
        if (p.FamilyBook is not null) identifiers.Add(new JsonObject { ["system"] = "urn:fb", ["value"] = p.FamilyBook });
        var extensions = new JsonArray(new JsonObject { ["url"] = "urn:from", ["valueString"] = p.From }, new JsonObject { ["url"] = "urn:approximate", ["valueBoolean"] = p.Approximate });
        if (p.To is not null) extensions.Add(new JsonObject { ["url"] = "urn:to", ["valueDate"] = p.To });
        return new JsonObject
        {
            ["resourceType"] = "Patient", ["id"] = p.Key, ["meta"] = new JsonObject { ["lastUpdated"] = p.Updated + "T00:00:00Z" }, ["extension"] = extensions,
            ["identifier"] = identifiers, ["name"] = new JsonArray(new JsonObject { ["given"] = new JsonArray(p.Given) }), ["gender"] = p.Sex == "1" ? "male" : "female",
            ["birthDate"] = p.Birth, ["address"] = new JsonArray(new JsonObject { ["district"] = p.Village }),
        };
    }

    private static JsonObject Coverage(Death d) => new()
    {
        ["resourceType"] = "Coverage", ["status"] = d.State == "registered" ? "active" : "draft", ["beneficiary"] = new JsonObject { ["reference"] = $"Patient/{d.Key}" },
        ["payor"] = new JsonArray(new JsonObject { ["display"] = "payer" }),
        ["period"] = new JsonObject { ["start"] = d.Date, ["end"] = string.Join('-', d.Seen.Split('/').Reverse()) },
    };

    private static IEnumerable<string> Unescaped(string list)
    {
        var value = new System.Text.StringBuilder();
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '\\' && i + 1 < list.Length) value.Append(list[++i]);
            else if (list[i] != ',') value.Append(list[i]);
            else
            {
                yield return value.ToString();
                value.Clear();
            }
        }
        yield return value.ToString();
    }
}

public sealed class FhirCompliance(FhirFarSide far) : CredentialCompliance<FhirFarSide>(far);
