using System.CommandLine;
using Interop.Gateway.Configuration;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Proxy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Commands;

/// <summary><c>hub scopes</c>: what the ledger of privacy scopes holds, beside a hub that may be running.</summary>
internal static class ScopesCommand
{
    /// <summary>Stands in the history for whoever works at the command line, who is no person the hub knows.</summary>
    public const string Officer = "command-line";

    public static Command Build(TimeProvider time) => new("scopes", "The privacy scopes: every version, where it stands, and who did what to it")
    {
        List(time), Show(time), History(time), Import(time), Templates(), ForesightCommand.Replay(time), ForesightCommand.Advice(time),
    };

    /// <summary>The ledger of a data folder, with the scopes of its file taken over as the hub does at its start.</summary>
    /// <exception cref="ConfigurationFaultException">The configuration is wrong; the message lists every fault.</exception>
    internal static ScopeLedger Open(HubSettings settings, TimeProvider time) =>
        PrivacyRegistration.Open(new(settings.StoreFile, [ScopeTable.Schema], time), settings.ScopesFile,
            PrivacyRegistration.Words(InstitutionRegister.Read(settings.InstitutionsFile), ProgrammeRules.Load(AttributeCatalogue.Current), AnswerFilters.FaultsOf), time);

    private static Command List(TimeProvider time)
    {
        var data = HubCommand.DataOption();
        var command = new Command("list", "One line a version") { data };
        command.SetAction(parsed =>
        {
            foreach (var version in Open(parsed.GetRequiredValue(data), time).All())
                System.Console.WriteLine($"{version.Config.Scope,-40} v{version.Config.Version,-4} {WireName.Of(version.Status),-10} {version.Config.Consumer,-28} {version.Config.From:yyyy-MM-dd} {version.Config.To:yyyy-MM-dd} {version.Config.UseCase ?? ScopeTemplates.Exceptional}");
        });
        return command;
    }

    private static Command Show(TimeProvider time)
    {
        var (data, scope) = (HubCommand.DataOption(), new Argument<string>("scope") { Description = "Name of the scope" });
        var number = new Option<int?>("--version") { Description = "The version; the latest when left out" };
        var command = new Command("show", "A version as JSON, as a file of scopes would have it") { scope, data, number };
        command.SetAction(parsed =>
        {
            var (name, wanted) = (parsed.GetRequiredValue(scope), parsed.GetValue(number));
            if (Open(parsed.GetRequiredValue(data), time).Versions(name).LastOrDefault(v => wanted is null || v.Config.Version == wanted) is not { } version)
                return HubCommand.Fail("Nothing to show.", [$"There is no scope '{name}'{(wanted is null ? "" : $" v{wanted}")}; 'hub scopes list' shows all."]);
            System.Console.WriteLine(ScopeJson.Pretty(version.Config));
            System.Console.Error.WriteLine($"{name} v{version.Config.Version} is {WireName.Of(version.Status)} since {version.Changed:u}");
            return 0;
        });
        return command;
    }

    private static Command History(TimeProvider time)
    {
        var (data, scope) = (HubCommand.DataOption(), new Argument<string>("scope") { Description = "Name of the scope" });
        var command = new Command("history", "Who did what to a scope, oldest first") { scope, data };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(scope);
            var history = Open(parsed.GetRequiredValue(data), time).History(name);
            if (history.Count == 0)
                return HubCommand.Fail("Nothing to show.", [$"There is no scope '{name}'; 'hub scopes list' shows all."]);
            foreach (var change in history)
                System.Console.WriteLine($"{change.At:u} v{change.Version,-4} {WireName.Of(change.Step),-10} {change.Officer,-36} {change.Note}".TrimEnd());
            return 0;
        });
        return command;
    }

    private static Command Import(TimeProvider time)
    {
        var data = HubCommand.DataOption();
        var file = new Argument<string>("file") { Description = "A file of scopes, as scopes.json" };
        var command = new Command("import", "Take over the versions of a file that the ledger lacks; a running hub follows within a second") { file, data };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var (imported, faults) = Open(parsed.GetRequiredValue(data), time).Import(ConfigurationFile.Read<ScopesConfig>(path, "privacy-scope"));
            if (faults.Count > 0)
                return HubCommand.Fail("Nothing was imported:", faults.Select(f => $"{path}: {f}"));
            System.Console.WriteLine($"{imported} versions imported");
            return 0;
        });
        return command;
    }

    private static Command Templates()
    {
        var command = new Command("templates", "The use cases that bound a scope: one line each with purposes, most days in force, most days kept, and number of attributes");
        command.SetAction(_ =>
        {
            var programmes = ProgrammeRules.Load(AttributeCatalogue.Current).All.Select(p => p.Code).ToHashSet();
            foreach (var template in ScopeTemplates.Load(AttributeCatalogue.Current, programmes).All)
                System.Console.WriteLine($"{template.Code,-16} {template.Title.En,-16} {string.Join(',', template.Purposes),-26} {template.LongestDays,5} {template.LongestRetentionDays,5} {template.Attributes.Count,4}");
        });
        return command;
    }

    private static ScopeLedger Open(string data, TimeProvider time) => Open(new HubSettings { Data = data }, time);
}
