using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>What a message of one typed question is answered: its list, empty where nobody was found; or why there is none.</summary>
internal sealed record DciTyped(string Outcome, string? Refusal, params JsonObject[] Answers);

/// <summary>
/// The endpoints that ask one thing about one person: is he or she enrolled, disabled, with which disability, with which support. Their answers know
/// yes and no alone, so what is not known now is a refusal of the message.
/// </summary>
internal sealed class DciTypedQuestions(DciAsking asking, DciSearch search, ProgrammeRules rules, AttributeCatalogue catalogue, TimeProvider time)
{
    /// <summary>What shows that a registry holds a disability, the better first.</summary>
    private static readonly string[] Asked = ["disability.severity", "disability.type"];

    public const string Undecided = "undecided: The registry that must say so does not answer now. That is not a no.";

    /// <summary>Whether the person is enrolled in a programme: any that the scope names, or those that a condition on <c>programme_identifier</c> names.</summary>
    public async Task<DciTyped> EnrolledAsync(DciEntry entry, JsonElement criteria)
    {
        var (conditions, programmes) = (DciQuery.Conditions(criteria), (string[]?)null);
        if (conditions?.FirstOrDefault(c => c.Name.EndsWith("programme_identifier", StringComparison.Ordinal)) is { Operator: DciOperator.Eq or DciOperator.In } named)
            programmes = [.. named.Values];
        if (programmes?.Any(p => rules.Find(p) is null) == true)
            return Refused(DciSearchReasons.Filter, null);
        var (answer, refused) = await CheckAsync(entry, conditions, programmes);
        if (answer is null)
            return refused!;
        return answer.Any(p => p.Enrolled == Truth.True) ? Said(entry, "enrolled_status", yes: true)
            : answer.Any(p => p.Enrolled == Truth.Unknown) ? new("undecided", Undecided) : Said(entry, "enrolled_status", yes: false);
    }

    /// <summary>Whether a registry holds a disability of the person: how severe it is or, where that is not granted, which it is.</summary>
    public async Task<DciTyped> DisabledAsync(DciEntry entry, JsonElement criteria)
    {
        var (subject, _, rejection) = DciQuery.Criteria(DciQuery.Conditions(criteria));
        if (rejection is not null || !DciQuery.PurposeOf(criteria, entry.Sender, out var purpose))
            return Refused(rejection ?? DciSearchReasons.SearchCriteria, null);
        var scope = asking.ScopeOf(entry, purpose!, Operation.Lookup);
        var asked = Asked.Select(n => catalogue[n]).FirstOrDefault(a => scope?.Grants(a) != false);
        if (asked is null)
            return Refused(DciSearchReasons.Filter, ProblemKinds.OperationOutsideScope);
        var (exchange, problem) = await asking.AskAsync(entry, scope, new(purpose!, Operation.Lookup, subject!, [asked]));
        if (exchange is null)
            return Unanswered(problem!);
        var fact = exchange.Lookup[0];
        return fact.Status switch
        {
            DisclosureStatus.Value => Said(entry, "disabled_status", fact.Value.Type != AttributeType.Boolean || fact.Value.Boolean),
            DisclosureStatus.None => Said(entry, "disabled_status", yes: false),
            _ => new("undecided", Undecided),
        };
    }

    /// <summary>The person's record of the disability registry.</summary>
    public async Task<DciTyped> DetailsAsync(DciEntry entry, JsonElement criteria)
    {
        var (subject, tests, rejection) = DciQuery.Criteria(DciQuery.Conditions(criteria));
        if (rejection is null && !DciQuery.PurposeOf(criteria, entry.Sender, out _))
            rejection = DciSearchReasons.SearchCriteria;
        DciQuery.PurposeOf(criteria, entry.Sender, out var purpose);
        var found = await search.FindAsync(entry, DciRegistry.Disability, new(entry.Asked.Transaction, subject, tests, purpose, 10, 1, rejection));
        return new(found.Outcome, null, DciSearchAnswer.Of(found, DciRegistry.Disability, asList: true, time.GetUtcNow()));
    }

    /// <summary>The support there is for the person: the programmes that decide by a disability, and whether the person gets and may get each.</summary>
    public async Task<DciTyped> SupportAsync(DciEntry entry, JsonElement criteria)
    {
        var today = DateOnly.FromDateTime(entry.At.UtcDateTime);
        string[] programmes = [.. rules.All.Where(p => p.On(today)?.Attributes.Any(a => a.Name.StartsWith("disability.", StringComparison.Ordinal)) == true).Select(p => p.Code)];
        var (answer, refused) = await CheckAsync(entry, DciQuery.Conditions(criteria), programmes);
        if (answer is null)
            return refused!;
        var support = new JsonArray([.. answer.Select(p => (JsonNode)new JsonObject
        {
            ["@type"] = "DisabilitySupport", ["programme_identifier"] = p.Programme.Code, ["enrolment_status"] = Wire(p.Enrolled), ["entitlement_status"] = Wire(p.Entitled),
        })]);
        return new("answered", null, new JsonObject
        {
            ["reference_id"] = entry.Asked.Transaction, ["timestamp"] = DciAnswer.Stamp(time.GetUtcNow()), ["status"] = "succ",
            // A list of lists, as the specification has it.
            ["data"] = new JsonObject { ["version"] = "1.0.0", ["reg_records"] = new JsonArray(support) },
        });

        static string Wire(Truth truth) => truth switch { Truth.True => "yes", Truth.False => "no", _ => "unknown" };
    }

    private async ValueTask<(IReadOnlyList<ProgrammeAnswer>? Answer, DciTyped? Refused)> CheckAsync(DciEntry entry, IReadOnlyList<DciCondition>? conditions, string[]? programmes)
    {
        var (subject, tests, rejection) = DciQuery.Criteria(conditions is null ? null : [.. conditions.Where(c => !c.Name.EndsWith("programme_identifier", StringComparison.Ordinal))]);
        // A check tells nothing of attributes, so there is nothing to hold conditions against.
        if (rejection is not null || tests.Count > 0)
            return (null, Refused(rejection ?? DciSearchReasons.Filter, null));
        if (entry.Sender.Dci?.Purpose is not { } purpose)
            return (null, Refused(DciSearchReasons.SearchCriteria, ProblemKinds.PurposeMissing));
        var (exchange, problem) = await asking.AskAsync(
            entry, asking.ScopeOf(entry, purpose, Operation.EntitlementCheck), new(purpose, Operation.EntitlementCheck, subject!, null, programmes));
        return exchange is null ? (null, Unanswered(problem!)) : (exchange.Entitlements!.Programmes, null);
    }

    private DciTyped Said(DciEntry entry, string member, bool yes) => new("answered", null, new JsonObject
    {
        ["reference_id"] = entry.Asked.Transaction, ["timestamp"] = DciAnswer.Stamp(time.GetUtcNow()), ["status"] = "succ", [member] = yes ? "yes" : "no",
    });

    // Whom nobody knows is neither: the list is empty.
    private static DciTyped Unanswered(ProblemKind problem) => problem == ProblemKinds.SubjectNotFound ? new(problem.Code, null) : new(problem.Code, $"{problem.Code}: {problem.Detail}");

    private static DciTyped Refused(string code, ProblemKind? problem) => new(code, problem is null ? code : $"{code}: {problem.Detail}");
}
