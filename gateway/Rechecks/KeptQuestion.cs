using System.Text.Json.Serialization;
using Interop.Gateway.Audit;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Identity;

namespace Interop.Gateway.Rechecks;

/// <summary>An entitlement check as it was asked, to be asked again. It names its own row, so that no box can be put in another's place.</summary>
internal sealed record KeptQuestion(
    string Id, string Institution, string Key, string Purpose, string? Case, string? User, string Type, string Value, DateOnly Date, IReadOnlyList<string>? Programmes)
{
    /// <summary>When it was asked first.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether a person typed it on a page, who looks there for the result and has no id to fetch it by.</summary>
    [JsonIgnore]
    public bool IsOfPage => Key == IdentityRegistration.SessionScheme;

    public static KeptQuestion Of(string id, Exchange asked) => new(
        id, asked.Caller.Institution.Code, asked.Caller.Key, asked.Caller.Purpose, asked.Caller.Case, asked.Caller.User, asked.Subject.Type, asked.Subject.Value, asked.Date,
        asked.Programmes) { At = asked.At };

    /// <summary>
    /// The exchange that asks again: about the same day, under whatever scope there is by now. It is not taken from the scope's limit, from which the
    /// question was taken when it came in.
    /// </summary>
    public Exchange ToExchange(Institution institution, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), At = now, Door = AuditEntry.RecheckDoor, Caller = new(institution, Key, Purpose, Case, User),
        Operation = Operation.EntitlementCheck, Subject = new(Type, Value), Date = Date, Programmes = Programmes, MayBeStale = true,
    };

    public override string ToString() => "question";
}

/// <summary>
/// What came of asking again: the answer as it leaves, or how else the exchange ended; with what says whether the scope of the day it is fetched
/// still lets it be told.
/// </summary>
/// <param name="Id">Of the row.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Exchange">The id of the exchange that asked again.</param>
/// <param name="Receipt">Of that exchange; with <paramref name="Body"/> null where there is no answer.</param>
internal sealed record KeptResult(
    string Id, [property: JsonConverter(typeof(JsonStringEnumConverter<ExchangeOutcome>))] ExchangeOutcome Outcome, Guid Exchange, string? Receipt, string? Body, string Purpose, bool HasCase, IReadOnlyList<string>? Programmes)
{
    /// <summary>The question, where it was typed on a page: there the result is found by it.</summary>
    public KeptQuestion? Asked { get; init; }

    public override string ToString() => $"{Outcome}";
}
