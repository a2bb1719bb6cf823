using System.Text.Json;

namespace Interop.Gateway.Demo;

/// <summary>One expectation that did not hold; says which sample by its place in the file, never by an identifier.</summary>
internal sealed record DemoMismatch(int Person, string IdentifierType, string What, string Expected, string Actual);

/// <summary>Asks a hub over HTTP about every sample person by every identifier, and compares with what <c>demo.json</c> expects.</summary>
internal sealed class DemoCheck(HttpClient http, DemoFile demo)
{
    /// <summary>Checks made.</summary>
    public int Asked { get; private set; }

    public async Task<IReadOnlyList<DemoMismatch>> RunAsync(Action<int>? progress, CancellationToken cancellation)
    {
        var keys = demo.Institutions.ToDictionary(i => i.Code, i => i.AccessKey);
        var mismatches = new List<DemoMismatch>();
        for (var i = 0; i < demo.People.Length; i++)
        {
            foreach (var identifier in demo.People[i].Identifiers)
                mismatches.AddRange(await AskAsync(i, demo.People[i], identifier, keys[demo.People[i].Institution], cancellation));
            progress?.Invoke(i + 1);
        }
        return mismatches;
    }

    private async Task<IEnumerable<DemoMismatch>> AskAsync(int index, DemoPerson person, KeyValuePair<string, string> identifier, string key, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, demo.BaseUrl + "/v1/entitlements/check");
        request.Headers.Add("X-Access-Key", key);
        request.Headers.Add("Interop-Purpose", person.Purpose);
        request.Content = JsonContent.Create(new
        {
            subject = new { type = identifier.Key, value = identifier.Value },
            date = person.Date,
            programmes = person.Expect.Keys,
        });
        using var response = await http.SendAsync(request, cancellation);
        Asked++;
        DemoMismatch Mismatch(string what, string expected, string actual) => new(index, identifier.Key, what, expected, actual);
        if (!response.IsSuccessStatusCode)
            return [Mismatch("status", "200", ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture))];
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(cancellation));
        return Compare(person, answer.RootElement, Mismatch).ToArray();
    }

    private static IEnumerable<DemoMismatch> Compare(DemoPerson person, JsonElement answer, Func<string, string, string, DemoMismatch> mismatch)
    {
        var programmes = answer.GetProperty("programmes").EnumerateArray().ToDictionary(p => p.GetProperty("programme").GetString()!);
        foreach (var (programme, expected) in person.Expect)
        {
            var (entitled, enrolled) = programmes.TryGetValue(programme, out var actual)
                ? (actual.GetProperty("entitled").GetString()!, actual.GetProperty("enrolled").GetString()!)
                : ("absent", "absent");
            if (entitled != expected.Entitled)
                yield return mismatch($"{programme}: entitled", expected.Entitled, entitled);
            if (enrolled != expected.Enrolled)
                yield return mismatch($"{programme}: enrolled", expected.Enrolled, enrolled);
        }
        var payers = string.Join(", ", answer.GetProperty("coverage").EnumerateArray().Select(c => c.GetProperty("payer").GetString()));
        if (payers != string.Join(", ", person.Coverage))
            yield return mismatch("coverage", string.Join(", ", person.Coverage), payers);
    }
}
