using System.CommandLine;
using Interop.Country;
using Interop.Gateway.Configuration;

namespace Interop.Gateway.Commands;

/// <summary><c>hub country make|insurer|...</c>: the synthetic country by itself, so that it can be larger, or stopped while the hub runs.</summary>
internal static class CountryCommand
{
    public static Command Build()
    {
        var command = new Command("country", "The synthetic country behind the demo") { Make(), Insurer() };
        foreach (var happens in CountryEventCommand.All())
            command.Subcommands.Add(happens);
        return command;
    }

    private static Command Make()
    {
        var (data, people, seed) = (HubCommand.DataOption(), HubCommand.PeopleOption(), HubCommand.SeedOption());
        var command = new Command("make", "Write the four registries of a synthetic country, replacing none that is there") { data, people, seed };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = new HubSettings { Data = parsed.GetRequiredValue(data) };
            if (SyntheticCountry.Exists(settings.CountryFolder))
                return HubCommand.Fail($"There is a country in {settings.CountryFolder} already.", ["Choose another folder with --data, or remove this one."]);
            var options = new CountryOptions
            {
                People = parsed.GetRequiredValue(people), Seed = parsed.GetRequiredValue(seed),
                Today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
            };
            return await HubCommand.WithProgressAsync(async progress =>
            {
                await SyntheticCountry.WriteAsync(
                    settings.CountryFolder, options, new Progress<CountryProgress>(p => progress.Report(new(p.Stage, p.Done, p.Total))), cancellation);
                return 0;
            });
        });
        return command;
    }

    private static Command Insurer()
    {
        var data = HubCommand.DataOption();
        var urls = new Option<string>("--urls") { Description = "Address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:8090" };
        var key = new Option<string>("--key") { Description = "Key its callers must send", DefaultValueFactory = _ => "insurer" };
        var command = new Command("insurer", "Run the insurer's web service alone; start the hub with --Registries:health-insurance:Connection=<its address> and :Credential=<its key>") { data, urls, key };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = new HubSettings { Data = parsed.GetRequiredValue(data) };
            if (!SyntheticCountry.Exists(settings.CountryFolder))
                return HubCommand.Fail($"There is no country in {settings.CountryFolder}.", ["Make one with 'country make', or start the hub once."]);
            await using var insurer = await InsurerListener.StartAsync(settings.CountryFolder, parsed.GetRequiredValue(urls), parsed.GetRequiredValue(key), cancellation);
            System.Console.WriteLine($"The insurer listens on {insurer.Address}. Stop with Ctrl+C.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return 0;
        });
        return command;
    }
}
