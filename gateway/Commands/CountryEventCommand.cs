using System.CommandLine;
using System.Globalization;
using Interop.Country;
using Interop.Country.Changes;
using Interop.Gateway.Configuration;

namespace Interop.Gateway.Commands;

/// <summary>
/// <c>hub country birth|death|card|enrol|end</c>: lets something happen in the synthetic country, as its ministries' own programs would, while the hub runs.
/// Its people are invented; only so may their numbers stand on a command line.
/// </summary>
internal static class CountryEventCommand
{
    public static IEnumerable<Command> All() => [Birth(), Death(), Card(), Enrolment("enrol", "Enrol somebody in a programme", begin: true), Enrolment("end", "End an enrolment", begin: false)];

    private static Command Birth()
    {
        var mother = new Option<string>("--mother") { Description = "National ID of the mother", Required = true };
        return Event("birth", "Register a child born today; prints its birth registration number", [mother], (country, parsed) =>
            Told(country.RegisterBirth(parsed.GetRequiredValue(mother), female: true), "Nobody, or more than one, holds this number."));
    }

    private static Command Death()
    {
        var person = new Option<string>("--national-id") { Description = "National ID of the dead", Required = true };
        var on = new Option<DateOnly?>("--on") { Description = "Day of death, yyyy-MM-dd; today if nothing is said", CustomParser = r => DateOnly.ParseExact(r.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture) };
        return Event("death", "Register a death", [person, on], (country, parsed) => Told(
            country.RegisterDeath(parsed.GetRequiredValue(person), parsed.GetValue(on) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)) ? "" : null, "Nobody who lives, or more than one, holds this number."));
    }

    private static Command Card()
    {
        var person = new Option<string>("--birth-registration") { Description = "Birth registration of somebody without an identity card", Required = true };
        return Event("card", "Issue an identity card; prints its number", [person], (country, parsed) =>
            Told(country.IssueCard(parsed.GetRequiredValue(person)), "Nobody without an identity card holds this number."));
    }

    private static Command Enrolment(string name, string description, bool begin)
    {
        var id = new Option<string?>("--national-id") { Description = "National ID of the person" };
        var birth = new Option<string?>("--birth-registration") { Description = "Or their birth registration" };
        var programme = new Option<string>("--programme") { Description = "The registry's own code, e.g. DIS", Required = true };
        programme.AcceptOnlyFromAmong("NFV", "RHV", "CT2", "SCH", "SMP", "PWP", "DIS");
        return Event(name, description, [id, birth, programme], (country, parsed) =>
        {
            var (nationalId, registration, code) = (parsed.GetValue(id), parsed.GetValue(birth), parsed.GetRequiredValue(programme));
            if (nationalId is null == registration is null)
                return HubCommand.Fail("Name the person by --national-id or by --birth-registration.", []);
            var done = begin ? country.BeginEnrolment(nationalId, registration, code) : country.EndEnrolment(nationalId, registration, code);
            return Told(done ? "" : null, begin ? "The person is enrolled already." : "The person is not enrolled.");
        });
    }

    private static Command Event(string name, string description, Option[] options, Func<CountryChanges, ParseResult, int> happen)
    {
        var data = HubCommand.DataOption();
        var command = new Command(name, description) { data };
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var folder = new HubSettings { Data = parsed.GetRequiredValue(data) }.CountryFolder;
            return SyntheticCountry.Exists(folder)
                ? happen(new(folder, TimeProvider.System), parsed)
                : HubCommand.Fail($"There is no country in {folder}.", ["Make one with 'country make', or start the hub once."]);
        });
        return command;
    }

    private static int Told(string? result, string otherwise)
    {
        if (result is null)
            return HubCommand.Fail("Nothing has happened.", [otherwise]);
        if (result.Length > 0)
            System.Console.WriteLine(result);
        return 0;
    }
}
