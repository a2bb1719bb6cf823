using System.Security.Cryptography;
using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.CrossTables;

/// <summary>How a run stands. Kebab-case on the wire.</summary>
internal enum RunState
{
    Waiting,
    Running,
    Done,
    /// <summary>It ended without tables; a code of the problems says why.</summary>
    Failed,
}

/// <summary>One count that an institution asked for.</summary>
/// <param name="Id">Random; works for that institution alone.</param>
/// <param name="Reason">Of a failed run, the code of the problem.</param>
internal sealed record CrossRun(
    Guid Id, Guid Exchange, DateTimeOffset At, string Institution, string Key, string Purpose, string? User, string? Case, string Door, CrossQuestion Question,
    RunState State, long Done, long Total, string? Reason, string? Receipt)
{
    /// <summary>What the record of a count is kept under: that it was about everybody.</summary>
    private static readonly Subject Everybody = new("population", "everybody");

    public bool IsOver => State is RunState.Done or RunState.Failed;

    /// <summary>A run that begins to wait.</summary>
    public static CrossRun Begin(Guid exchange, DateTimeOffset at, Caller caller, string door, CrossQuestion question) => new(
        new(RandomNumberGenerator.GetBytes(16)), exchange, at, caller.Institution.Code, caller.Key, caller.Purpose, caller.User, caller.Case, door, question, RunState.Waiting, 0, 0, null, null);

    /// <summary>The exchange of the run, the same before and after a restart.</summary>
    /// <param name="institution">Who asks.</param>
    /// <param name="limit">What the scope's own limit said when it was asked.</param>
    public Exchange ToExchange(Institution institution, LimitOutcome limit = LimitOutcome.Within) => new()
    {
        Id = Exchange, At = At, Door = Door, Caller = new Caller(institution, Key, Purpose, Case, User), ScopeLimit = limit, Operation = Operation.CrossTables, Subject = Everybody,
        Date = Question.Date, Programmes = Question.Programmes,
    };

    public override string ToString() => $"{Institution} {State}";
}
