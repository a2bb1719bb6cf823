using System.CommandLine;
using Interop.Gateway.Configuration;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Commands;

/// <summary><c>hub request-access</c>: writes down what an institution would like to be allowed, as a draft scope for the data protection officers.</summary>
internal static class RequestAccessCommand
{
    private const int DefaultRetention = 365;

    public static Command Build(TimeProvider time)
    {
        var data = HubCommand.DataOption();
        var institution = new Option<string>("--institution") { Description = "The institution that asks", Required = true };
        var scope = new Option<string?>("--scope") { Description = "Name of the scope; left out, it is made of institution and purpose. A name that is there gets a further version" };
        var useCase = new Option<string?>("--use-case") { Description = "The template that bounds the scope ('scopes templates' lists them); left out, the scope is exceptional and nothing bounds it" };
        var purpose = Many("--purpose", "An HL7 PurposeOfUse code, e.g. ELIGDTRM; repeat for more", required: true);
        var operation = Many("--operation", "lookup, entitlement-check or match; repeat for several", required: true).AcceptOnlyFromAmong([.. Enum.GetValues<Operation>().Select(WireName.Of)]);
        var attribute = Many("--attribute", "An attribute, e.g. vital.sex, or less of it, e.g. vital.birthDate:year; repeat for more (/catalogue lists them)");
        var condition = Many("--condition", "About whom: case, consent, jurisdiction or known:REGISTRY, e.g. known:health-insurance:insured:30 for 30 days after; repeat for more, and all must hold");
        var because = Many("--because", "Why a sensitive attribute is needed, e.g. \"idpoor.level=The card decides who pays\"; one for each");
        var programme = Many("--programme", "A programme to be decided, e.g. hef; repeat for more");
        var until = new Option<DateOnly?>("--until") { Description = "Last day, yyyy-MM-dd; a year from today when left out" };
        var basis = new Option<string>("--legal-basis") { Description = "The law or agreement that allows it", Required = true };
        var retention = new Option<int>("--retention-days") { Description = "Days the institution keeps what it learns", DefaultValueFactory = _ => DefaultRetention };
        var dry = new Option<bool>("--dry-run") { Description = "Show the draft and write nothing" };
        var command = new Command("request-access", "Draft a privacy scope: who would like to learn what, for which purpose, on what legal basis")
        {
            data, institution, scope, useCase, purpose, operation, attribute, because, condition, programme, until, basis, retention, dry,
        };
        command.SetAction(parsed =>
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var code = parsed.GetRequiredValue(institution);
            var purposes = parsed.GetRequiredValue(purpose);
            var request = new AccessRequest(
                parsed.GetValue(scope) ?? $"{code}-{purposes[0].ToLowerInvariant()}", code, purposes,
                [.. parsed.GetRequiredValue(operation).Select(o => Enum.GetValues<Operation>().Single(p => WireName.Of(p) == o))],
                parsed.GetValue(attribute) ?? [], parsed.GetValue(programme) ?? [], today, parsed.GetValue(until) ?? today.AddYears(1),
                parsed.GetRequiredValue(basis), parsed.GetRequiredValue(retention), parsed.GetValue(useCase))
            {
                Conditions = parsed.GetValue(condition) ?? [], Because = parsed.GetValue(because) ?? [],
            };
            return Run(new HubSettings { Data = parsed.GetRequiredValue(data) }, request, parsed.GetValue(dry), time);
        });
        return command;
    }

    private static int Run(HubSettings settings, AccessRequest request, bool dry, TimeProvider time)
    {
        if (request.Draft(AttributeCatalogue.Current, ProgrammeRules.Load(AttributeCatalogue.Current), out var faults) is not { } draft)
            return HubCommand.Fail("No draft was made:", faults);
        var ledger = ScopesCommand.Open(settings, time);
        var result = dry ? ledger.Check(draft) : ledger.Draft(draft, ScopesCommand.Officer);
        if (result.Outcome != LedgerOutcome.Done)
            return HubCommand.Fail("No draft was made:", result.Faults);
        System.Console.WriteLine(ScopeJson.Pretty(draft with { Version = result.Version }));
        if (draft.UseCase is null)
            System.Console.Error.WriteLine("The scope names no use case, so it is exceptional: no upper bound holds, and whoever approves it is told so.");
        if (!dry)
            System.Console.Error.WriteLine($"Draft {draft.Scope} v{result.Version} is in the ledger. It allows nothing until one data protection officer has submitted it and another has approved it.");
        return 0;
    }

    private static Option<string[]> Many(string name, string description, bool required = false) => new(name) { Description = description, Required = required };
}
