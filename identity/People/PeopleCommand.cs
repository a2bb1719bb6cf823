using System.CommandLine;
using System.Globalization;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Interop.Identity.People;

/// <summary>
/// The commands that look after people. A password is never among their arguments, where histories and process lists keep it: they print a
/// one-time link, to standard output, and everything said about it to standard error.
/// </summary>
internal sealed class PeopleCommand(Func<string, IReadOnlyCollection<string>> institutions, string defaultData, TimeProvider time)
{
    private readonly Option<string> data = new("--data")
    {
        Description = "The data folder of the gateway", Recursive = true, DefaultValueFactory = _ => defaultData,
    };

    private readonly Option<string> address = new("--base")
    {
        Description = "The address of the hub as people reach it, for the link", DefaultValueFactory = _ => "http://127.0.0.1:8080",
    };

    private readonly Option<string[]> roles = new("--role")
    {
        Description = "A role: " + string.Join(", ", Roles.All) + "; repeat for more", Required = true,
    };

    public Command Build() => new("people", "Add, disable and list the people who may sign in")
    {
        data, Add(), List(),
        One("disable", "Keep a person out at once", (people, user, _) => people.Disable(user)),
        One("enable", "Let a disabled person in again", (people, user, _) => people.Enable(user)),
        One("reset", "Void password and second factor; prints a one-time link to set new ones", (people, user, _) => people.Reset(user), address),
        One("roles", "Replace the roles of a person", (people, user, call) => people.SetRoles(user, call.GetRequiredValue(roles)), roles),
    };

    private Command Add()
    {
        var user = new Option<string>("--user") { Description = "The user name", Required = true };
        var km = new Option<string>("--name-km") { Description = "The name in Khmer script", Required = true };
        var latin = new Option<string>("--name") { Description = "The name in Latin script", Required = true };
        var institution = new Option<string>("--institution")
        {
            Description = "The institution's code; leave out for who serves all of them", DefaultValueFactory = _ => "",
        };
        var command = new Command("add", "Add a person; prints a one-time link to set a password") { user, km, latin, institution, roles, address };
        command.SetAction(call => Run(call, people => people.Add(new(
            call.GetRequiredValue(user), call.GetRequiredValue(km), call.GetRequiredValue(latin), call.GetRequiredValue(institution), call.GetRequiredValue(roles)))));
        return command;
    }

    private Command One(string name, string description, Func<PeopleRegister, string, ParseResult, PersonChange> change, params Option[] options)
    {
        var user = new Argument<string>("user") { Description = "The user name, as 'people list' shows it" };
        var command = new Command(name, description) { user };
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(call => Run(call, people => change(people, call.GetRequiredValue(user), call)));
        return command;
    }

    private Command List()
    {
        var command = new Command("list", "Show the people");
        command.SetAction(call => WithPeople(call, people =>
        {
            Print(people.List(), call.InvocationConfiguration.Output);
            return 0;
        }));
        return command;
    }

    private int Run(ParseResult call, Func<PeopleRegister, PersonChange> change) => WithPeople(call, people =>
    {
        var (output, error) = (call.InvocationConfiguration.Output, call.InvocationConfiguration.Error);
        var result = change(people);
        if (result.Link is { } link)
        {
            output.WriteLine(call.GetRequiredValue(address).TrimEnd('/') + link);
            error.WriteLine("Hand the link to this person alone: it is good for one day and one use.");
        }

        error.WriteLine(result.Detail);
        return result.Outcome == PersonOutcome.Done ? 0 : 1;
    });

    private int WithPeople(ParseResult call, Func<PeopleRegister, int> act)
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
            var store = new IdentityStore(IdentityRegistration.StoreIn(folder), time);
            return act(new(store, Options.Create(new IdentityOptions { Institutions = () => institutions(folder) }), time));
        }
        catch (Exception broken) when (broken is SqliteException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The identity store in '{folder}' cannot be used: {broken.Message}");
            return 1;
        }
    }

    private static void Print(IReadOnlyList<PersonRow> people, TextWriter output)
    {
        if (people.Count == 0)
        {
            output.WriteLine("No people. 'people add' adds one; the first start of the gateway prints a link for the first administrator.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("User", "Name", "Institution", "Roles", "State", "Second factor", "Added");
        foreach (var person in people)
            table.AddRow(
                new Text(person.UserName), new Text(person.NameLatin), new Text(person.Institution), new Text(person.Roles),
                new Text(person.DisabledAt is not null ? "disabled" : person.PasswordHash is null ? "no password yet" : "may sign in"),
                new Text(person.TotpSealed is null ? "no" : "yes"),
                new Text(DateTimeOffset.FromUnixTimeMilliseconds(person.CreatedAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        if (output != Console.Out || Console.IsOutputRedirected)
            console.Profile.Width = 240; // a file or a pipe has no width: keep one person on one line
        console.Write(table);
    }
}
