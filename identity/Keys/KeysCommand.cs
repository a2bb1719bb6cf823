using System.CommandLine;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Interop.Identity.Keys;

/// <summary>The commands that look after keys. A key is printed once, to standard output; everything said about it goes to standard error.</summary>
internal sealed class KeysCommand(Func<string, IReadOnlyCollection<string>> institutions, string defaultData, TimeProvider time)
{
    private readonly Option<string> data = new("--data")
    {
        Description = "The data folder of the gateway", Recursive = true, DefaultValueFactory = _ => defaultData,
    };

    private readonly Option<int> days = new("--days")
    {
        Description = "Days until the new key expires", DefaultValueFactory = _ => AccessKeys.DefaultDays,
    };

    public Command Build() =>
        new("keys", "Issue, rotate, suspend, revoke and list the access keys of institutions") { data, Issue(), Rotate(), Suspend(), Resume(), Revoke(), List() };

    private Command Issue()
    {
        var institution = new Option<string>("--institution") { Description = "The institution's code", Required = true };
        var label = new Option<string>("--label") { Description = "What the key is for", DefaultValueFactory = _ => "" };
        var network = new Option<string[]>("--network")
        {
            Description = "A network the key may be used from, e.g. 10.2.0.0/16; repeat for more, leave out for any", DefaultValueFactory = _ => [],
        };
        var command = new Command("issue", "Make a key; it is printed once") { institution, label, days, network };
        command.SetAction(call => Run(call, keys => keys.Issue(
            call.GetRequiredValue(institution), call.GetRequiredValue(label), call.GetRequiredValue(days), call.GetRequiredValue(network))));
        return command;
    }

    private Command Rotate()
    {
        var key = KeyArgument();
        var overlap = new Option<int>("--overlap")
        {
            Description = "Days the old key still holds", DefaultValueFactory = _ => AccessKeys.DefaultOverlapDays,
        };
        var command = new Command("rotate", "Make the successor of a key; it is printed once") { key, overlap, days };
        command.SetAction(call => Run(call, keys => keys.Rotate(
            call.GetRequiredValue(key), call.GetRequiredValue(overlap), call.GetRequiredValue(days))));
        return command;
    }

    private Command Revoke()
    {
        var key = KeyArgument();
        var command = new Command("revoke", "Withdraw a key at once") { key };
        command.SetAction(call => Run(call, keys => keys.Revoke(call.GetRequiredValue(key))));
        return command;
    }

    private Command Suspend()
    {
        var key = KeyArgument();
        var command = new Command("suspend", "Refuse a key from its next call on, until it is resumed") { key };
        command.SetAction(call => Run(call, keys => keys.Suspend(call.GetRequiredValue(key))));
        return command;
    }

    private Command Resume()
    {
        var key = KeyArgument();
        var command = new Command("resume", "Let a suspended key in again") { key };
        command.SetAction(call => Run(call, keys => keys.Resume(call.GetRequiredValue(key))));
        return command;
    }

    private Command List()
    {
        var institution = new Option<string?>("--institution") { Description = "Only the keys of this institution" };
        var command = new Command("list", "Show the keys, never their secrets") { institution };
        command.SetAction(call => WithKeys(call, keys =>
        {
            Print(keys.List(call.GetValue(institution)), call.InvocationConfiguration.Output);
            return 0;
        }));
        return command;
    }

    private static Argument<string> KeyArgument() => new("key") { Description = "The key's public id, as 'keys list' shows it" };

    private int Run(ParseResult call, Func<AccessKeys, KeyChange> change) => WithKeys(call, keys =>
    {
        var (output, error) = (call.InvocationConfiguration.Output, call.InvocationConfiguration.Error);
        var result = change(keys);
        if (result.Key is { } key)
        {
            output.WriteLine(key.Text);
            error.WriteLine($"Key {key.PublicId} of {key.Institution} holds until {Text(key.Expires)}. Keep it now: it cannot be shown again.");
        }

        error.WriteLine(result.Detail);
        return result.Outcome == KeyChangeOutcome.Done ? 0 : 1;
    });

    private int WithKeys(ParseResult call, Func<AccessKeys, int> act)
    {
        var folder = call.GetRequiredValue(data);
        var error = call.InvocationConfiguration.Error;
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"There is no data folder '{folder}'. Start the gateway once to make it, or name another with --data.");
            return 1;
        }

        try
        {
            return act(AccessKeys.Open(IdentityRegistration.StoreIn(folder), () => institutions(folder), time));
        }
        catch (Exception broken) when (broken is SqliteException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The key store in '{folder}' cannot be used: {broken.Message}");
            return 1;
        }
    }

    private static void Print(IReadOnlyList<KeyListing> keys, TextWriter output)
    {
        if (keys.Count == 0)
        {
            output.WriteLine("No keys. 'keys issue --institution CODE' makes one.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("Key", "Institution", "State", "Expires", "Last used", "Networks", "Label", "Notes");
        foreach (var key in keys)
        {
            string?[] notes = [key.RotatedFrom is { } old ? $"follows {old}" : null, key.Leaked is { } at ? $"leaked {Text(at)}" : null];
            table.AddRow(
                new Text(key.PublicId), new Text(key.Institution), new Text(Word(key.State)), new Text(Text(key.Expires)),
                new Text(key.LastUsed is { } used ? Text(used) : "never"), new Text(key.Networks.Count == 0 ? "any" : string.Join('\n', key.Networks)),
                new Text(key.Label), new Text(string.Join('\n', notes.Where(note => note is not null))));
        }

        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (output != Console.Out || Console.IsOutputRedirected)
            console.Profile.Width = 240; // a file or a pipe has no width: keep one key on one line
        console.Write(table);
    }

    private static string Word(KeyState state) => state switch
    {
        KeyState.InForce => "in force",
        KeyState.Expired => "expired",
        KeyState.Suspended => "suspended",
        _ => "revoked",
    };

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
