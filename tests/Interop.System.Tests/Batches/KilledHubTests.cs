using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Interop.System.Tests.Batches;

/// <summary>
/// A hub that is killed (SIGKILL) while a file comes in and while its rows are worked on. <c>BATCH_KILL_ROUNDS</c>, <c>BATCH_KILL_ROWS</c> and
/// <c>BATCH_KILL_SEED</c> make it longer.
/// </summary>
public sealed class KilledHubTests(HubFixture hub)
{
    [Fact]
    public async Task Batch_OfAHubKilledAgainAndAgain_HasOneResultARowInOrder()
    {
        var (rounds, rows, seed) = (Setting("BATCH_KILL_ROUNDS", 4), Setting("BATCH_KILL_ROWS", 12_000), Setting("BATCH_KILL_SEED", 2026));
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("interop-killed-");
        string[] state = ["--people", "2000", "--Batches:RowsTogether=100", "--Streams:Enabled=false", "--Fetch:Deadline=00:00:20"];
        var process = await HubProcess.StartAsync(hub.Http, folder.FullName, state);
        var people = process.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id")).Select(p => p.Identifiers["national-id"]).Distinct().ToArray();
        // Every hundredth row is not well formed, so that rejects are counted too.
        var file = Encoding.ASCII.GetBytes("type,value,mine\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"national-id,{(i % 100 == 0 ? "x" : people[i % people.Length])},{i}\n")));
        try
        {
            // :: Killed while the file comes in
            var partner = PartnerOf(process);
            var (_, batch, _) = await partner.AnnounceAsync(file.Length, ("kind", "entitlement-check"), ("filename", "list.csv"), ("rows", $"{rows}"));
            var half = random.Next(1, file.Length);
            (await partner.PatchAsync(batch!, 0, file[..half])).Status.ShouldBe(204);
            process = await AgainAsync(process, folder.FullName, state);
            partner = PartnerOf(process);
            using (var head = await partner.SendAsync(HttpMethod.Head, batch!, null))
                BatchPartner.Header(head, "Upload-Offset").ShouldBe($"{half}");
            (await partner.PatchAsync(batch!, half, file[half..])).Status.ShouldBe(204);

            // :: Killed while rows are worked on
            var kills = 0;
            for (long reached = 0; kills < rounds; kills++)
            {
                var next = reached + random.Next(1, Math.Max(2, (int)(rows - reached) / (rounds - kills)));
                var status = await Patience.UntilAsync(() => partner.StatusAsync(batch!), s => IsDone(s) || Done(s) >= next, $"row {next}");
                if (IsDone(status))
                    break;
                reached = Done(status);
                process = await AgainAsync(process, folder.FullName, state);
                partner = PartnerOf(process);
            }
            kills.ShouldBeGreaterThan(0, "the batch was over before it could be killed");

            // :: One result a row, in order, none lost
            var end = await partner.EndAsync(batch!);
            end.GetProperty("state").GetString().ShouldBe("done");
            var lines = await partner.LinesAsync(batch + "/results");
            lines.Length.ShouldBe(rows + 1);
            for (var i = 1; i <= rows; i++)
                lines[i].ShouldStartWith($"{i},{(i % 100 == 0 ? "rejected,identifier-malformed" : "answered,")}");
            var rejects = await partner.LinesAsync(batch + "/rejects");
            rejects.Skip(1).Select(r => r.Split(',')[2]).ShouldBe(Enumerable.Range(1, rows / 100).Select(i => $"{i * 100}"));
            var counts = end.GetProperty("rows");
            (counts.GetProperty("done").GetInt64(), counts.GetProperty("rejected").GetInt64()).ShouldBe((rows, rows / 100));
        }
        finally
        {
            process.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private BatchPartner PartnerOf(HubProcess process) => new(hub.Http, process.Address, process.Demo.Institutions.Single(i => i.Code == "social-ministry").AccessKey, "ELIGDTRM");

    private async Task<HubProcess> AgainAsync(HubProcess process, string data, string[] state)
    {
        await process.KillAsync();
        process.Dispose();
        return await HubProcess.StartAsync(hub.Http, data, state);
    }

    private static bool IsDone(JsonElement status) => status.GetProperty("state").GetString() == "done";

    private static long Done(JsonElement status) => status.TryGetProperty("rows", out var rows) ? rows.GetProperty("done").GetInt64() : 0;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
