using System.CommandLine;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Configuration;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Commands;

/// <summary>
/// <c>hub scopes replay</c> and <c>hub scopes advice</c>: what a draft would change for recorded exchanges, and what scopes in force allow and nobody uses.
/// The log is read beside a hub that may be running; that it was read is recorded before anything is printed.
/// </summary>
internal static class ForesightCommand
{
    private const long MostEntries = 100_000_000;

    public static Command Replay(TimeProvider time)
    {
        var (data, days) = (HubCommand.DataOption(), DaysOption(Replays.UsualDays, Replays.MostDays));
        var scope = new Argument<string>("scope") { Description = "Name of the scope" };
        var version = new Argument<int>("version") { Description = "A version that is a draft or waits for approval" };
        var command = new Command("replay", "How recorded exchanges would have ended had a draft been in force") { scope, version, days, data };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(data), time, (settings, ledger, log, pass) => ReplayAsync(
            settings, ledger, log, pass, (parsed.GetRequiredValue(scope), parsed.GetRequiredValue(version)), BoundsOf(parsed.GetRequiredValue(days), time), time, cancellation)));
        return command;
    }

    public static Command Advice(TimeProvider time)
    {
        var (data, days) = (HubCommand.DataOption(), DaysOption(Advices.UsualDays, Advices.MostDays));
        var command = new Command("advice", "What scopes in force allow and no recorded exchange asked for or was given") { days, data };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(data), time, async (settings, ledger, log, pass) =>
        {
            Record(settings, ForesightRecord.Advice, null, time);
            var wanted = parsed.GetRequiredValue(days);
            var advice = await new Advices(ledger, pass).RunAsync(wanted, time.GetUtcNow(), log, BoundsOf(wanted, time), new Told(), cancellation);
            System.Console.WriteLine($"{"scope",-40} {"days",5} {"exchanges",10} unused");
            foreach (var one in advice.Scopes)
                foreach (var unused in one.Attributes.Concat(one.Purposes).Concat(one.Operations.Select(WireName.Of)).Concat(one.Programmes))
                    System.Console.WriteLine($"{one.Scope.Scope + " v" + one.Scope.Version,-40} {one.Days,5} {one.Exchanges,10} {unused}");
            Tell(advice.Extent);
            return 0;
        }));
        return command;
    }

    private static async Task<int> ReplayAsync(
        HubSettings settings, ScopeLedger ledger, AuditReader log, LogPass pass, (string Scope, int Number) of, PassBounds bounds, TimeProvider time, CancellationToken cancellation)
    {
        if (ledger.Find(of.Scope, of.Number) is not { Status: ScopeStatus.Draft or ScopeStatus.Submitted } version)
            return HubCommand.Fail("Nothing was replayed.", [$"There is no draft '{of.Scope}' v{of.Number}; 'hub scopes list' shows all."]);
        var catalogue = AttributeCatalogue.Current;
        if (Hypothesis.With(version.Config, ledger, catalogue, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), out var faults) is not { } hypothesis)
            return HubCommand.Fail("Nothing was replayed; the version is faulty by now:", faults);
        Record(settings, ForesightRecord.Replay, version.Config, time);
        var replay = await new Replays(ledger, ProgrammeRules.Load(catalogue), catalogue, pass).RunAsync(hypothesis, log, bounds, new Told(), cancellation);
        System.Console.WriteLine($"{"purpose",-12} {"operation",-28} {"exchanges",10} {"refused",9} {"admitted",9} {"more",9} {"less",9} {"untold",9} {"untouched",10}");
        foreach (var row in replay.Rows)
            System.Console.WriteLine($"{row.Purpose,-12} {row.Operation,-28} {row.Exchanges,10} {row.NewlyRefused,9} {row.NewlyAdmitted,9} {row.Reveal,9} {row.Withhold,9} {row.CannotBeTold,9} {row.Untouched,10}");
        foreach (var refusal in replay.Refusals)
            System.Console.WriteLine($"refused by {WireName.Of(refusal.Rule)}: {refusal.Count} of {refusal.Purpose} {refusal.Operation}");
        foreach (var reveal in replay.Reveals)
            System.Console.WriteLine($"{reveal.Name}: more in {reveal.More}, less in {reveal.Less} of {reveal.Purpose} {reveal.Operation}");
        if (replay.Sum(r => r.CannotBeTold) > 0)
            System.Console.Error.WriteLine("Untold: the draft answers about some people only, and the log does not say whom an exchange was about.");
        Tell(replay.Extent);
        return 0;
    }

    private static async Task<int> RunAsync(string data, TimeProvider time, Func<HubSettings, ScopeLedger, AuditReader, LogPass, Task<int>> run)
    {
        var settings = new HubSettings { Data = data };
        if (!File.Exists(settings.AuditFile))
            return HubCommand.Fail("There is nothing to read.", [$"There is no audit log at {settings.AuditFile}; name the data folder with --data."]);
        using var log = new AuditReader(settings.AuditFile);
        using var pass = new LogPass(time);
        return await run(settings, ScopesCommand.Open(settings, time), log, pass);
    }

    private static void Record(HubSettings settings, string operation, ScopeConfig? scope, TimeProvider time) =>
        new AuditOutbox(new(settings.StoreFile, [AuditOutbox.Schema], time)).Add(
            ForesightRecord.EntryOf(ScopesCommand.Officer, operation, ScopesCommand.Officer, scope, time.GetUtcNow()));

    private static PassBounds BoundsOf(int days, TimeProvider time) => new(time.GetUtcNow().AddDays(-days), MostEntries, TimeSpan.MaxValue);

    private static void Tell(PassExtent extent) => System.Console.Error.WriteLine(
        $"{extent.Read} entries read{(extent.Complete ? "" : $", back to {extent.Oldest:u}; what is older was left out")}");

    private static Option<int> DaysOption(int usual, int most)
    {
        var days = new Option<int>("--days") { Description = $"The last so many days, 1 to {most}", DefaultValueFactory = _ => usual };
        days.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && (number < 1 || number > most))
                result.AddError($"--days is {number}; it must lie between 1 and {most}.");
        });
        return days;
    }

    /// <summary>Says on the error stream how far it is, every quarter of a million entries.</summary>
    private sealed class Told : IProgress<long>
    {
        private long next = 250_000;

        public void Report(long value)
        {
            if (value < next)
                return;
            next += 250_000;
            System.Console.Error.WriteLine($"  {value} entries ...");
        }
    }
}
