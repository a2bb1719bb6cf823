using System.Runtime.InteropServices;

namespace Interop.Gateway.Limits;

/// <summary>What a limit said to one request.</summary>
internal enum LimitOutcome
{
    Within,
    /// <summary>Too many in too short a time; a moment later there is room again.</summary>
    RateLimited,
    /// <summary>The day's number is used up.</summary>
    QuotaExhausted,
}

/// <summary>How a limit stands after one request.</summary>
/// <param name="Outcome">What it said.</param>
/// <param name="Left">Requests that may come at once.</param>
/// <param name="ResetIn">Seconds until the whole burst is there again; of a request refused by the rate, until one more may come.</param>
/// <param name="LeftToday">Requests left of this UTC day.</param>
/// <param name="DayEndsIn">Seconds until the next UTC day.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LimitState(LimitOutcome Outcome, long Left, double ResetIn, long LeftToday, int DayEndsIn)
{
    /// <summary>Whole seconds, rounded up, after which asking again makes sense.</summary>
    public long RetryAfter => Outcome == LimitOutcome.QuotaExhausted ? DayEndsIn : (long)Math.Max(1, Math.Ceiling(ResetIn));
}

/// <summary>How both limits of a request stand. <see cref="Scope"/> is null when no scope was found or it has no limit of its own.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LimitsTaken(LimitState Key, LimitState? Scope)
{
    public LimitOutcome OfScope => Scope?.Outcome ?? LimitOutcome.Within;
}

/// <summary>The moment of a request: seconds of a clock that never steps, for rates, and the UTC day, for quotas.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LimitMoment(double Seconds, int Day, int DayEndsIn)
{
    private const long DaySeconds = 86_400;

    public static LimitMoment Of(TimeProvider time)
    {
        var unix = time.GetUtcNow().ToUnixTimeSeconds();
        return new(time.GetTimestamp() / (double)time.TimestampFrequency, (int)(unix / DaySeconds), (int)(DaySeconds - unix % DaySeconds));
    }
}
