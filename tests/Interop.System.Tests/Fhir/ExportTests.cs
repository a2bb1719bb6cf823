using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;
using Interop.System.Tests.Rechecks;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Fhir;

/// <summary>A payer's members as files: what is in them, who gets them, and what becomes of one that does not end.</summary>
public sealed class ExportTests(HubFixture hub)
{
    private string Key => hub.KeyOf(ExportCall.Payer);

    [Fact]
    public async Task Export_OfMembers_SaysOfEachWhatTheScopeLetsBeToldAndIsValidRecordedAndSealed()
    {
        var state = hub.OwnState();
        await using var other = await hub.StartWithAsync(state);
        var manifest = await hub.Http.WholeExportAsync(other.Address, Key);
        manifest.GetProperty("requiresAccessToken").GetBoolean().ShouldBeTrue();
        manifest.GetProperty("request").GetString().ShouldEndWith(ExportCall.Members);
        manifest.GetProperty("deleted").GetArrayLength().ShouldBe(0);
        using (var early = await other.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken))
            Entries(early).Last(e => e.Operation == "export").Counts.Select(c => c.Of).ShouldContain("Patient", "the end is on record before any file is fetched");

        var patients = await hub.Http.LinesAsync(manifest, "output", "Patient", Key);
        var coverages = await hub.Http.LinesAsync(manifest, "output", "Coverage", Key);
        var errors = await hub.Http.LinesAsync(manifest, "error", "OperationOutcome", Key);
        patients.Length.ShouldBeGreaterThan(500);
        (await Node.RunAsync("fhir.mjs", patients.Concat(coverages).Concat(errors).ToArray())).ShouldContain("profile of Patient: good");

        // Each member is told of as whoever asks by the number is told; and so is each who is none.
        var told = coverages.Select(Read).ToLookup(c => c.GetProperty("beneficiary").GetProperty("identifier").GetProperty("value").GetString()!);
        var members = patients.Select(Read).ToDictionary(p => p.GetProperty("identifier").EnumerateArray().Single(i => i.GetProperty("system").GetString() == FhirCall.Identifiers + "nssf").GetProperty("value").GetString()!);
        var (within, outside) = (0, 0);
        foreach (var number in hub.Demo.People.Where(p => p.Identifiers.ContainsKey("nssf")).Select(p => p.Identifiers["nssf"]).Distinct())
        {
            var native = await hub.Http.CheckAsync(other.Address, Key, "HPAYMT", "nssf", number);
            members.ContainsKey(number).ShouldBe(native.Status == 200);
            (within, outside) = native.Status == 200 ? (within + 1, outside) : (within, outside + 1);
            if (native.Status == 200)
                told[number].Select(c => c.GetProperty("payor")[0].GetProperty("identifier").GetProperty("value").GetString())
                    .ShouldBe(native.Body.GetProperty("coverage").EnumerateArray().Select(c => c.GetProperty("payer").GetString()));
        }
        within.ShouldBeGreaterThan(5);
        // No number but that of the payer's own register: the national id is withheld.
        foreach (var patient in members.Values)
            foreach (var identifier in patient.GetProperty("identifier").EnumerateArray().Where(i => i.GetProperty("system").GetString() != FhirCall.Identifiers + "nssf"))
                identifier.TryGetProperty("value", out _).ShouldBeFalse();

        // On record: that it was begun, each member by each type, how it ended and with what, and each file that was fetched.
        using var log = await other.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        var entries = Entries(log).Where(e => e.Operation == "export").ToArray();
        (entries[0].Phase, entries[0].SubjectPseudonym.Length, entries[0].Scope).ShouldBe((AuditPhase.Admitted, 0, "nssf-payment"));
        var end = entries.Single(e => e.Exchange == entries[0].Exchange && e.Phase == AuditPhase.Completed);
        end.Outcome.ShouldBe("answered");
        end.Counts.Where(c => c.Of != "OperationOutcome").ShouldBe([new("Coverage", coverages.Length), new("Patient", patients.Length)]);
        entries.Count(e => e.SubjectPseudonym.Length > 0 && e.Asked?.Contains("vital.birthDate") == true).ShouldBe(patients.Length);
        entries.Count(e => e.SubjectPseudonym.Length == 0 && e.Phase == AuditPhase.Completed && e.Exchange != end.Exchange).ShouldBe(manifest.GetProperty("output").GetArrayLength() + manifest.GetProperty("error").GetArrayLength());

        foreach (var file in Files(state))
        {
            var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            foreach (var secret in (string[])["resourceType", members.Keys.First(), members.Values.First().GetProperty("id").GetString()!])
                bytes.Contains(secret, StringComparison.Ordinal).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("GET", ExportCall.Members, ExportCall.Payer, "HPAYMT", null, 400, "fhir-export-invalid")]
    [InlineData("GET", ExportCall.Members + "?_type=Observation", ExportCall.Payer, "HPAYMT", "respond-async", 400, "fhir-export-invalid")]
    [InlineData("GET", ExportCall.Members + "?_since=2026-11-26T00:00:00Z", ExportCall.Payer, "HPAYMT", "respond-async", 400, "fhir-export-since")]
    [InlineData("GET", ExportCall.Members, ExportCall.Payer, null, "respond-async", 400, "purpose-missing")]
    [InlineData("GET", ExportCall.Members, ExportCall.Payer, "TREAT", "respond-async", 403, "purpose-outside-scope")]
    [InlineData("GET", ExportCall.Members, "calmette-hospital", "TREAT", "respond-async", 403, "operation-outside-scope")]
    [InlineData("GET", ExportCall.Members, null, "HPAYMT", "respond-async", 401, "access-key-missing")]
    [InlineData("GET", "/fhir/Group/others/$export", ExportCall.Payer, "HPAYMT", "respond-async", 404, "fhir-id-unknown")]
    [InlineData("DELETE", ExportCall.Members, ExportCall.Payer, "HPAYMT", "respond-async", 405, "method-not-allowed")]
    [InlineData("GET", "/fhir/export/00000000-0000-0000-0000-000000000000", ExportCall.Payer, null, null, 404, "fhir-export-unknown")]
    [InlineData("GET", "/fhir/export/00000000-0000-0000-0000-000000000000/Patient.ndjson", ExportCall.Payer, null, null, 404, "fhir-export-unknown")]
    public async Task Export_ThatCannotBe_SaysWhy(string method, string path, string? institution, string? purpose, string? prefer, int status, string code)
    {
        var answer = await hub.Http.ExportAsync(new(method), hub.Hub.Address + path, institution is null ? null : hub.KeyOf(institution), purpose, prefer);
        (answer.Status, answer.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task Export_ByPostOfParameters_IsTheOneAskedForAndNobodyElses()
    {
        await using var other = await hub.StartAnotherAsync();
        using var since = new StringContent("""{"resourceType":"Parameters","parameter":[{"name":"_since","valueInstant":"2026-11-26T07:00:00.000+07:00"}]}""", Encoding.UTF8, "application/fhir+json");
        (await hub.Http.ExportAsync(HttpMethod.Post, other.Address + ExportCall.Members, Key, "HPAYMT", "respond-async", since)).Code.ShouldBe("fhir-export-since", "it is understood");
        using var body = new StringContent("""{"resourceType":"Parameters","parameter":[{"name":"_type","valueString":"Patient"}]}""", Encoding.UTF8, "application/fhir+json");
        var begun = await hub.Http.ExportAsync(HttpMethod.Post, other.Address + ExportCall.Members, Key, "HPAYMT", "respond-async", body, "application/fhir+json");
        begun.Status.ShouldBe(202);
        var status = begun.Content.ContentLocation!.ToString();
        var manifest = await hub.Http.EndExportAsync(status, Key);
        manifest.GetProperty("output").EnumerateArray().ShouldHaveSingleItem().GetProperty("type").GetString().ShouldBe("Patient");
        foreach (var address in (string[])[status, manifest.GetProperty("output")[0].GetProperty("url").GetString()!])
        {
            (await hub.Http.ExportAsync(HttpMethod.Get, address, hub.KeyOf("social-ministry"))).Code.ShouldBe("fhir-export-unknown");
            (await hub.Http.ExportAsync(HttpMethod.Get, address, null)).Status.ShouldBe(401);
        }
        (await hub.Http.ExportAsync(HttpMethod.Delete, status, hub.KeyOf("social-ministry"))).Code.ShouldBe("fhir-export-unknown");
        (await hub.Http.ExportAsync(HttpMethod.Delete, status, Key)).Status.ShouldBe(202);
        (await hub.Http.ExportAsync(HttpMethod.Get, status, Key)).Code.ShouldBe("fhir-export-unknown");
    }

    [Fact]
    public async Task Export_AfterOfficersDecidedAnew_IsNotFetchedUnderTheOldScope()
    {
        await using var other = await hub.StartAnotherAsync();
        var manifest = await hub.Http.WholeExportAsync(other.Address, Key, "?_type=Patient");
        var file = manifest.GetProperty("output")[0].GetProperty("url").GetString()!;
        (await hub.Http.ExportAsync(HttpMethod.Get, file, Key)).Status.ShouldBe(200);
        var ledger = other.Rooms.GetRequiredService<ScopeLedger>();
        ledger.Suspend("nssf-payment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        (await hub.Http.ExportAsync(HttpMethod.Get, file, Key)).Status.ShouldBe(403);
        ledger.Resume("nssf-payment", 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);
        (await hub.Http.ExportAsync(HttpMethod.Get, file, Key)).Status.ShouldBe(200);
        var narrow = ledger.Find("nssf-payment", 1)!.Config;
        ledger.Draft(narrow with { Attributes = [.. narrow.Attributes.Where(a => a.Name != "vital.sex")] }, "ann").Version.ShouldBe(2);
        ledger.Submit("nssf-payment", 2, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
        ledger.Approve("nssf-payment", 2, "bob").Outcome.ShouldBe(LedgerOutcome.Done);
        (await hub.Http.ExportAsync(HttpMethod.Get, file, Key)).Code.ShouldBe("fhir-export-failed");
    }

    [Fact]
    public async Task Export_SinceAnEarlierOne_HoldsWhatChangedAndNamesWhatIsGoneAndOutlivesARestart()
    {
        var state = hub.OwnState();
        JsonElement first;
        await using (var before = await hub.StartWithAsync(state))
        {
            first = await hub.Http.WholeExportAsync(before.Address, Key);
            var nothing = await hub.Http.WholeExportAsync(before.Address, Key, Since(first));
            nothing.GetProperty("output").GetArrayLength().ShouldBe(0, "nothing has changed");
            nothing.GetProperty("deleted").GetArrayLength().ShouldBe(0);
            first = await hub.Http.WholeExportAsync(before.Address, Key);
        }
        var status = first.GetProperty("output")[0].GetProperty("url").GetString()!;
        // Each resource with the member it is about.
        var known = new Dictionary<string, string>();
        await using (var after = await hub.StartWithAsync(state))
        {
            // Its address is another one, and what was done before is still there.
            foreach (var type in (string[])["Coverage", "Patient"])
                foreach (var line in (await hub.Http.ExportAsync(HttpMethod.Get, after.Address + new Uri(status).AbsolutePath.Replace("Coverage", type, StringComparison.Ordinal), Key)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    Add(known, line);
            known.Count.ShouldBeGreaterThan(1_000);
        }
        await using var later = await hub.StartWithAsync(new LaterClock(TimeSpan.FromDays(60)), state);
        var changes = await hub.Http.WholeExportAsync(later.Address, Key, Since(first));
        var deletions = await hub.Http.LinesAsync(changes, "deleted", "Bundle", Key);
        (await Node.RunAsync("fhir.mjs", deletions)).ShouldAllBe(l => l == "Bundle: good");
        foreach (var entry in deletions.Select(Read).SelectMany(b => b.GetProperty("entry").EnumerateArray()))
        {
            entry.GetProperty("request").GetProperty("method").GetString().ShouldBe("DELETE");
            known.Remove(entry.GetProperty("request").GetProperty("url").GetString()!).ShouldBeTrue();
        }
        deletions.ShouldNotBeEmpty();
        foreach (var type in (string[])["Coverage", "Patient"])
            foreach (var line in await hub.Http.LinesAsync(changes, "output", type, Key))
                Add(known, line);
        // Whoever has taken the first and what came since has what the whole says now, and what nobody can say now.
        var whole = await hub.Http.WholeExportAsync(later.Address, Key);
        var now = new Dictionary<string, string>();
        foreach (var type in (string[])["Coverage", "Patient"])
            foreach (var line in await hub.Http.LinesAsync(whole, "output", type, Key))
                Add(now, line);
        now.Keys.Except(known.Keys).ShouldBeEmpty();
        var errors = string.Concat(await hub.Http.LinesAsync(whole, "error", "OperationOutcome", Key));
        foreach (var stands in known.Keys.Except(now.Keys))
            errors.Contains($"Coverage of {known[stands]}", StringComparison.Ordinal).ShouldBeTrue();

        static void Add(Dictionary<string, string> resources, string line)
        {
            var (resource, type) = (Read(line), Read(line).GetProperty("resourceType").GetString());
            var id = $"{type}/{resource.GetProperty("id").GetString()}";
            resources[id] = type == "Patient" ? id : resource.GetProperty("beneficiary").GetProperty("reference").GetString()!;
        }
    }

    [Fact]
    public async Task Export_WhileTheInsurerIsAway_CallsNothingGoneAndSaysWhatIsNotKnown()
    {
        await using var insurer = await OutageInsurer.StartAsync(hub.Settings.CountryFolder);
        await using var other = await hub.StartAnotherAsync([.. insurer.Settings, "--Fetch:Deadline=00:00:02"]);
        var first = await hub.Http.WholeExportAsync(other.Address, Key);
        await insurer.StopAsync();
        var silent = await hub.Http.WholeExportAsync(other.Address, Key, Since(first));
        silent.GetProperty("deleted").GetArrayLength().ShouldBe(0);
        var errors = await hub.Http.LinesAsync(silent, "error", "OperationOutcome", Key);
        errors.Length.ShouldBeGreaterThan(Count(first, "Patient") * 9 / 10);
        errors.ShouldAllBe(l => l.Contains("Patient/", StringComparison.Ordinal));
        (await Node.RunAsync("fhir.mjs", errors.Take(200).ToArray())).ShouldAllBe(l => l == "OperationOutcome: good");
        await insurer.ReturnAsync();
        await Patience.UntilAsync(() => hub.Http.CheckAsync(other.Address, Key, "HPAYMT", "nssf", Member), a => a.Source("health-insurance").GetProperty("status").GetString() == "answered", "the insurer");
        var again = await hub.Http.WholeExportAsync(other.Address, Key, Since(silent));
        Count(again, "Coverage").ShouldBe(Count(first, "Coverage"), "what could not be told is told again");
        again.GetProperty("deleted").GetArrayLength().ShouldBe(0);

        static int Count(JsonElement manifest, string type) =>
            manifest.GetProperty("output").EnumerateArray().Where(f => f.GetProperty("type").GetString() == type).Sum(f => f.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Export_WhileItRuns_IsTheOnlyOneAndCanBeCancelled_AndAStopIsNoSecret()
    {
        // An insurer that takes calls and never answers.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string[] state = [.. hub.OwnState(), $"--Registries:health-insurance:Connection=http://{silent.LocalEndpoint}/", "--Registries:health-insurance:Credential=none"];
        string status;
        byte[] notes;
        await using (var other = await hub.StartWithAsync(state))
        {
            var cancelled = await hub.Http.BeginExportAsync(other.Address, Key);
            var running = await hub.Http.ExportAsync(HttpMethod.Get, cancelled, Key);
            (running.Status, running.Text).ShouldBe((202, ""));
            running.Headers.GetValues("X-Progress").ShouldHaveSingleItem().ShouldContain("members");
            running.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
            (await hub.Http.ExportAsync(HttpMethod.Get, cancelled + "/Patient.ndjson", Key)).Code.ShouldBe("fhir-export-unknown");
            var second = await hub.Http.ExportAsync(HttpMethod.Get, other.Address + ExportCall.Members, Key, "HPAYMT", "respond-async");
            (second.Status, second.Code).ShouldBe((429, "fhir-export-running"));
            (await hub.Http.ExportAsync(HttpMethod.Delete, cancelled, Key)).Status.ShouldBe(202);
            (await hub.Http.ExportAsync(HttpMethod.Get, cancelled, Key)).Code.ShouldBe("fhir-export-unknown");
            await Patience.UntilAsync(() => Files(state).Length == 0, "that the files of a cancelled export go");

            status = await hub.Http.BeginExportAsync(other.Address, Key);
            notes = await File.ReadAllBytesAsync(Files(state).Single(f => f.EndsWith(".export", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        }
        await ShouldHaveFailedAsync(state, status);
        // As after a crash, when nothing could be written down any more.
        await File.WriteAllBytesAsync(Files(state).Single(), notes, TestContext.Current.CancellationToken);
        await ShouldHaveFailedAsync(state, status);
    }

    private string Member => hub.Demo.People.First(p => p.Coverage.Contains("nssf") && p.Identifiers.ContainsKey("nssf")).Identifiers["nssf"];

    private async Task ShouldHaveFailedAsync(string[] state, string status)
    {
        await using var anew = await hub.StartWithAsync(state);
        var told = await Patience.UntilAsync(() => hub.Http.ExportAsync(HttpMethod.Get, anew.Address + new Uri(status).AbsolutePath, Key), a => a.Status != 202, "the end of an export that was interrupted");
        (told.Status, told.Code).ShouldBe((500, "fhir-export-failed"));
        using var log = await anew.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        Entries(log).Where(e => e.Phase == AuditPhase.Completed && status.EndsWith(e.Exchange.ToString(), StringComparison.Ordinal)).ShouldAllBe(e => e.Outcome == "fhir-export-failed");
        Entries(log).ShouldContain(e => e.Phase == AuditPhase.Completed && status.EndsWith(e.Exchange.ToString(), StringComparison.Ordinal));
    }

    /// <summary>What exports have left on the disk, but for what institutions were told.</summary>
    private static string[] Files(string[] state)
    {
        var store = state.Single(s => s.StartsWith("--Storage:File=", StringComparison.Ordinal))["--Storage:File=".Length..];
        return [.. Directory.EnumerateFiles(Path.ChangeExtension(store, null) + "-exports").Where(f => !f.Contains(".told", StringComparison.Ordinal))];
    }

    private static AuditEntry[] Entries(AuditReader log) => [.. log.Leaves(0, (int)log.Size).Select(l => AuditLeaf.Read(l.Leaf))];

    private static string Since(JsonElement manifest) => $"?_since={Uri.EscapeDataString(manifest.GetProperty("transactionTime").GetString()!)}";

    private static JsonElement Read(string line) => JsonDocument.Parse(line).RootElement;
}
