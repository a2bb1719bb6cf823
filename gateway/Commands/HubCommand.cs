using System.CommandLine;
using Interop.Country;
using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;
using Interop.Identity;
using Spectre.Console;

namespace Interop.Gateway.Commands;

/// <summary>The program's command line: without a command it serves.</summary>
internal static class HubCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        // Settings of the form --Section:Name=value go to the configuration, not to the command line.
        var configuration = args.Where(a => a.StartsWith("--", StringComparison.Ordinal) && a.Contains(':') && a.Contains('=') && a.IndexOf(':') < a.IndexOf('=')).ToArray();
        var root = Root(configuration);
        try
        {
            return await root.Parse([.. args.Where(a => !configuration.Contains(a))]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ConfigurationFaultException e)
        {
            return Fail("The hub does not start: its configuration is wrong.", e.Faults);
        }
        catch (IOException e) when (e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase))
        {
            return Fail("The hub does not start: its address is in use.", ["Stop the other program, or choose another address with --urls http://127.0.0.1:8081"]);
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    private static RootCommand Root(string[] configuration)
    {
        var data = new Option<string>("--data") { Description = "Folder that holds all state", DefaultValueFactory = _ => HubSettings.DefaultData, Recursive = false };
        var urls = new Option<string>("--urls") { Description = "Address to listen on", DefaultValueFactory = _ => HubSettings.DefaultUrls };
        var people = PeopleOption();
        var seed = SeedOption();
        var root = new RootCommand(
            """
            Interop: one question to four registries, one answer, every exchange recorded.
            Without a command it starts the hub, on first start with a synthetic country. Any setting can be given as --Section:Name=value
            or in the environment as Section__Name, e.g. --Fetch:Deadline=00:00:00.500
            """)
        {
            data, urls, people, seed,
        };
        root.SetAction((parsed, cancellation) => ServeCommand.RunAsync(new HubSettings
        {
            Data = parsed.GetRequiredValue(data), Urls = parsed.GetRequiredValue(urls),
            People = parsed.GetRequiredValue(people), Seed = parsed.GetRequiredValue(seed), Configuration = configuration, Streams = true,
        }, cancellation));
        root.Subcommands.Add(IdentityRegistration.KeysCommand(InstitutionsOf, HubSettings.DefaultData));
        root.Subcommands.Add(IdentityRegistration.PeopleCommand(InstitutionsOf, HubSettings.DefaultData));
        root.Subcommands.Add(DemoCommand.Build(configuration));
        root.Subcommands.Add(AuditCommand.Build(TimeProvider.System, System.Console.In));
        root.Subcommands.Add(RequestAccessCommand.Build(TimeProvider.System));
        root.Subcommands.Add(ScopesCommand.Build(TimeProvider.System));
        root.Subcommands.Add(DirectoryCommand.Build(configuration));
        root.Subcommands.Add(CountryCommand.Build());
        root.Subcommands.Add(VerifyCommand.Build());
        root.Subcommands.Add(StreamsCommand.Build(configuration));
        root.Subcommands.Add(new GuaranteeCommand(TimeProvider.System, System.Console.In).Build());
        return root;
    }

    private static IReadOnlyCollection<string> InstitutionsOf(string folder) => InstitutionRegister.CodesIn(new HubSettings { Data = folder }.InstitutionsFile)();

    internal static Option<int> PeopleOption() => Range(new("--people") { Description = "People of the synthetic country, when one is made", DefaultValueFactory = _ => 50_000 }, CountryOptions.FewestPeople, CountryOptions.MostPeople);

    internal static Option<int> SeedOption() => new("--seed") { Description = "Seed of the synthetic country: the same seed makes the same people", DefaultValueFactory = _ => 2026 };

    internal static Option<string> DataOption() => new("--data") { Description = "Folder that holds all state", DefaultValueFactory = _ => HubSettings.DefaultData };

    /// <summary>Says what is wrong on the error stream and gives the exit code.</summary>
    internal static int Fail(string what, IEnumerable<string> lines)
    {
        System.Console.Error.WriteLine(what);
        foreach (var line in lines)
            System.Console.Error.WriteLine("  " + line);
        return 1;
    }

    /// <summary>Runs long work with bars on a terminal, with a line a stage elsewhere.</summary>
    internal static async Task<T> WithProgressAsync<T>(Func<IProgress<StartProgress>, Task<T>> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
            return await work(new StageLines());
        return await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new StageBars(context)));
    }

    private static Option<int> Range(Option<int> option, int from, int to)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && (number < from || number > to))
                result.AddError($"{option.Name} is {number}; it must lie between {from} and {to}.");
        });
        return option;
    }

    private sealed class StageLines : IProgress<StartProgress>
    {
        private string last = "";

        public void Report(StartProgress value)
        {
            if (value.Stage == Interlocked.Exchange(ref last, value.Stage))
                return;
            System.Console.WriteLine($"  {value.Stage} ...");
        }
    }

    private sealed class StageBars(ProgressContext context) : IProgress<StartProgress>
    {
        private readonly Dictionary<string, ProgressTask> bars = [];

        public void Report(StartProgress value)
        {
            lock (bars)
            {
                if (!bars.TryGetValue(value.Stage, out var bar))
                {
                    foreach (var earlier in bars.Values)
                        earlier.Value = earlier.MaxValue;
                    bars.Add(value.Stage, bar = context.AddTask(Markup.Escape(value.Stage)));
                    bar.IsIndeterminate = value.Total is null;
                }
                if (value.Total is > 0)
                    (bar.MaxValue, bar.Value) = (value.Total.Value, value.Done);
            }
        }
    }
}
