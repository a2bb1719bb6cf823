using System.CommandLine;
using System.Globalization;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Configuration;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Interop.Schemas.Codes;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Interop.Gateway.Commands;

/// <summary>
/// <c>hub audit search</c>: the search of the console for whoever works at the machine. Only the hub writes its log, so the record of the search is
/// left in the outbox, durable before anything is shown; a running hub takes it into the log within a minute, a stopped one at its next start.
/// </summary>
internal sealed class AuditSearchCommand(TimeProvider time, TextReader input)
{
    public const string Door = "command-line";

    /// <summary>Stands for entries without an institution, which are those of officers and of the hub itself.</summary>
    private const string Nobody = "-";

    private const int Most = 1_000, LongestName = 64;

    /// <summary>Days are days in Cambodia, as in the console.</summary>
    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    private readonly Option<string> data = HubCommand.DataOption();
    private readonly Option<string?> log = AuditCommand.LogOption();
    private readonly Option<string?> store = StoreOption();
    private readonly Option<string?> officer = OfficerOption();
    private readonly Option<string?> institution = new("--institution") { Description = $"Its code; {Nobody} for entries of officers and of the hub itself" };
    private readonly Option<string?> purpose = new("--purpose") { Description = "A purpose code, e.g. TREAT" };
    private readonly Option<string?> outcome = new("--outcome") { Description = "answered, admitted, or the code of a problem" };
    private readonly Option<string?> operation = new("--operation") { Description = "E.g. lookup" };
    private readonly Option<string?> door = new("--door") { Description = "E.g. native" };
    private readonly Option<string?> user = new("--user") { Description = "The person acting at the institution, exactly as it names them" };
    private readonly Option<DateOnly?> from = new("--from") { Description = "First day in Cambodia, yyyy-MM-dd" };
    private readonly Option<DateOnly?> to = new("--to") { Description = "Last day in Cambodia, yyyy-MM-dd" };
    private readonly Option<string?> subject = new("--subject") { Description = "Type of a person's identifier, e.g. national-id; the identifier itself is read from standard input" };
    private readonly Option<long?> before = new("--before") { Description = "Only entries below this number: the next page" };
    private readonly Option<int> count = new("--count") { Description = $"The most entries, up to {Most}", DefaultValueFactory = _ => 50 };

    /// <summary>Whoever has no person in the hub: the name given, else the one the machine knows.</summary>
    public static Option<string?> OfficerOption()
    {
        var option = new Option<string?>("--officer") { Description = "Who you are, for the record; the user of this machine when left out" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl)))
                result.AddError($"--officer is a name of at most {LongestName} characters, on one line.");
        });
        return option;
    }

    public static Option<string?> StoreOption() => new("--store") { Description = "The hub's store, where it is not in the data folder" };

    /// <summary>As the record names them: nobody who works here can be taken for a person who signs in.</summary>
    public static string Named(string? officer) => $"{Door}:{(string.IsNullOrWhiteSpace(officer) ? Environment.UserName : officer.Trim())}";

    public Command Build()
    {
        var command = new Command("search", "Find entries, the newest first; the search is itself recorded, with your name, before anything is shown")
        {
            institution, purpose, outcome, operation, door, user, from, to, subject, before, count, officer, data, log, store,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        var settings = new HubSettings { Data = parsed.GetRequiredValue(data) };
        var file = parsed.GetValue(log) ?? settings.AuditFile;
        if (Faults(parsed, file) is { Length: > 0 } faults)
            return Fail(error, faults);
        try
        {
            var hub = new HubStore(parsed.GetValue(store) ?? settings.StoreFile, [SubjectKeys.Schema, AuditOutbox.Schema], time);
            IReadOnlyList<SubjectPseudonym>? subjects = null;
            if (parsed.GetValue(subject) is { } type && (subjects = Subjects(settings, hub, type, error)) is null)
                return Fail(error, [$"Standard input held no identifier of the type {type}."]);
            var query = Query(parsed, subjects);
            var name = Named(parsed.GetValue(officer));
            // Durable before the first entry is read: no record, no look.
            new AuditOutbox(hub).Add(AuditLook.EntryOf(Door, name, query, time.GetUtcNow()));
            error.WriteLine($"Recorded as {name}.");
            Show(Find(file, query), parsed.InvocationConfiguration);
            return 0;
        }
        catch (Exception broken) when (broken is SqliteException or IOException or UnauthorizedAccessException)
        {
            return Fail(error, [broken.Message]);
        }
    }

    private string[] Faults(ParseResult parsed, string file)
    {
        IEnumerable<string> All()
        {
            if (!File.Exists(file))
                yield return $"There is no audit log at {file}; name the data folder with --data, or the file with --log.";
            if (parsed.GetValue(from) > parsed.GetValue(to))
                yield return "--from is after --to.";
            if (parsed.GetValue(from) is { Year: <= 1970 or >= 9999 } || parsed.GetValue(to) is { Year: <= 1970 or >= 9999 })
                yield return "A day lies between the years 1971 and 9998.";
            if (parsed.GetValue(count) is < 1 or > Most)
                yield return $"--count is {parsed.GetValue(count)}; it must lie between 1 and {Most}.";
            if (parsed.GetValue(subject) is { } type && !CodeLists.IdentifierTypes.ContainsKey(type))
                yield return $"--subject takes the type of an identifier, one of {string.Join(", ", CodeLists.IdentifierTypes.Keys.Order(StringComparer.Ordinal))}; the identifier goes to standard input, where no list of processes shows it.";
        }
        return [.. All()];
    }

    /// <summary>All that entries may name the person by; null when standard input holds no such identifier.</summary>
    private IReadOnlyList<SubjectPseudonym>? Subjects(HubSettings settings, HubStore hub, string type, TextWriter error)
    {
        if (!System.Console.IsInputRedirected)
            error.Write($"{type}: ");
        if (input.ReadLine()?.Trim() is not { } value || !CodeLists.IdentifierTypes[type].Accepts(value))
            return null;
        var keys = HubKeys.Open(settings.KeyFile);
        using var directory = ReferenceDirectory.Open(settings.DirectoryFile, keys);
        return new SubjectKeys(hub, keys, SubjectKeys.DefaultRetentionDays, time).AllOf(directory.Resolve(type, value), type, value);
    }

    private AuditQuery Query(ParseResult parsed, IReadOnlyList<SubjectPseudonym>? subjects) => new(
        parsed.GetValue(institution) is var code && code == Nobody ? "" : code, parsed.GetValue(purpose), parsed.GetValue(outcome), parsed.GetValue(door),
        parsed.GetValue(operation), parsed.GetValue(user), Begin(parsed.GetValue(from)), Begin(parsed.GetValue(to)?.AddDays(1)), subjects, parsed.GetValue(before), parsed.GetValue(count));

    private AuditPage Find(string file, AuditQuery query)
    {
        string origin;
        using (var reader = new AuditReader(file))
            origin = reader.Origin;
        using var index = new AuditIndex(new() { File = file, Origin = origin }, SearchRegistration.FileOf(file), time);
        using var search = new AuditSearch(index);
        index.CatchUp(TimeSpan.MaxValue);
        return search.Find(query);
    }

    private static void Show(AuditPage page, InvocationConfiguration to)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("Entry", "Time in Cambodia", "Institution", "Purpose", "Operation", "Outcome", "Door", "User", "Scope", "Disclosed");
        foreach (var (place, entry) in page.Hits)
            table.AddRow(((string[])[
                place.ToString(CultureInfo.InvariantCulture), entry.At.ToOffset(Cambodia).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), entry.Institution,
                entry.Purpose ?? "", entry.Operation, entry.Outcome, entry.Door, entry.User ?? "", entry.Scope is { } scope ? $"{scope} v{entry.ScopeVersion}" : "",
                entry.Disclosed.Count.ToString(CultureInfo.InvariantCulture)]).Select(cell => new Text(cell)));
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(to.Output) });
        if (to.Output != System.Console.Out || System.Console.IsOutputRedirected)
            console.Profile.Width = 320; // a file or a pipe has no width: one entry a line
        console.Write(table);
        to.Error.WriteLine($"{page.Hits.Count} of {page.Indexed} entries.{(page.NextBefore is { } next ? $" There are older ones: --before {next}" : "")}");
    }

    private static DateTimeOffset? Begin(DateOnly? day) => day is { } first ? new(first, TimeOnly.MinValue, Cambodia) : null;

    private static int Fail(TextWriter error, IEnumerable<string> lines)
    {
        error.WriteLine("Nothing was searched.");
        foreach (var line in lines)
            error.WriteLine("  " + line);
        return 1;
    }
}
