using System.CommandLine;
using System.Globalization;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Configuration;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Commands;

/// <summary>
/// <c>hub audit retain</c> and <c>hub audit hold</c>: the keys by which entries name people, and their end. What is done is in the outbox of the log
/// together with the deed; a running hub follows within a minute, a stopped one when it next starts.
/// </summary>
internal sealed class AuditRetentionCommand(TimeProvider time)
{
    private readonly Option<string> data = HubCommand.DataOption();
    private readonly Option<string?> store = AuditSearchCommand.StoreOption();
    private readonly Option<string?> officer = AuditSearchCommand.OfficerOption();

    public Command Retain()
    {
        var sure = new Option<bool>("--yes") { Description = "Destroy those that are over; without it nothing is changed" };
        var command = new Command("retain", "List the keys by which entries name people, and destroy those whose retention is over") { sure, officer, data, store };
        command.SetAction(parsed => With(parsed, (ledger, output) =>
        {
            var (now, keys) = (time.GetUtcNow(), ledger.All());
            foreach (var key in keys)
                output.WriteLine($"{key.Name,-14} over on {Day(key.Due)}  {StateOf(key, now)}");
            var due = keys.Count(k => k.IsDue(now));
            if (!parsed.GetValue(sure))
            {
                output.WriteLine(due == 0 ? "No key is over." : $"{due} {Keys(due)} over. Nothing was destroyed; with --yes, whom their entries are about can never be told again.");
                return [];
            }
            foreach (var name in ledger.DestroyDue(NameOf(parsed)))
                output.WriteLine($"Destroyed {name}.");
            return [];
        }));
        return command;
    }

    public Command Hold()
    {
        var which = new Argument<string>("which") { Description = "A month, e.g. 2026-11, for all its keys, or the name of one, as 'hub audit retain' lists them" };
        var reason = new Option<string?>("--reason") { Description = "Why, e.g. the number of the investigation; it goes into the log, so name nobody" };
        var until = new Option<DateOnly?>("--until") { Description = "The day from which they may be destroyed again, yyyy-MM-dd; until they are released when left out" };
        var release = new Option<bool>("--release") { Description = "End the hold" };
        var command = new Command("hold", "Keep keys beyond their retention, for an investigation") { which, reason, until, release, officer, data, store };
        command.SetAction(parsed => With(parsed, (ledger, output) =>
        {
            var (name, why, day, ends) = (parsed.GetRequiredValue(which), parsed.GetValue(reason)?.Trim(), parsed.GetValue(until), parsed.GetValue(release));
            string[] faults = [.. Faults(why, day, ends)];
            if (faults.Length > 0)
                return faults;
            var done = ends ? ledger.Release(name, NameOf(parsed), why is "" ? null : why) : ledger.Hold(name, day, NameOf(parsed), why!);
            foreach (var key in done)
                output.WriteLine(ends ? $"Released {key}." : $"Holding {key}.");
            return done.Count > 0 ? [] : [$"There is no {(ends ? "held" : "living")} key {name}; 'hub audit retain' lists all."];
        }));
        return command;
    }

    private IEnumerable<string> Faults(string? reason, DateOnly? until, bool ends)
    {
        if (reason is { Length: > SubjectKeyLedger.LongestReason } || (reason ?? "").Any(char.IsControl))
            yield return $"--reason has at most {SubjectKeyLedger.LongestReason} characters, on one line.";
        if (ends && until is not null)
            yield return "--release ends the hold now; --until does not go with it.";
        if (!ends && string.IsNullOrEmpty(reason))
            yield return "--reason is missing: whoever finds the keys held must find out why.";
        if (until <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
            yield return $"--until is {until:yyyy-MM-dd}; it must be a day to come.";
    }

    private int With(ParseResult parsed, Func<SubjectKeyLedger, TextWriter, IReadOnlyList<string>> act)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var file = parsed.GetValue(store) ?? new HubSettings { Data = parsed.GetRequiredValue(data) }.StoreFile;
        IReadOnlyList<string> faults;
        try
        {
            faults = File.Exists(file)
                ? act(new(new HubStore(file, [SubjectKeys.Schema, AuditOutbox.Schema], time), time), output)
                : [$"There is no store at {file}; name the data folder with --data, or the file with --store."];
        }
        catch (SqliteException broken)
        {
            faults = [$"{file}: {broken.Message}"];
        }
        if (faults.Count == 0)
            return 0;
        error.WriteLine("Nothing was changed.");
        foreach (var fault in faults)
            error.WriteLine("  " + fault);
        return 1;
    }

    private string NameOf(ParseResult parsed) => AuditSearchCommand.Named(parsed.GetValue(officer));

    private static string StateOf(SubjectKey key, DateTimeOffset now) => key switch
    {
        { Destroyed: { } at } => $"destroyed on {Day(at)}",
        { HeldUntil: { } until } when key.IsHeld(now) => $"held until {(until == SubjectKeyLedger.UntilReleased ? "released" : Day(until))}: {key.HeldBecause}",
        _ => key.IsDue(now) ? "over" : "lives",
    };

    private static string Keys(int count) => count == 1 ? "key is" : "keys are";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
