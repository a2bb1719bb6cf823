namespace Interop.Gateway.Limits;

/// <summary>
/// Keeps requests from waiting for a Redis that is away: after one failure nobody asks it for a while, then one request tries, and the
/// others go on without it until that one has succeeded. Each change is logged once.
/// </summary>
internal sealed class RedisCircuit(TimeSpan retryAfter, TimeProvider time, ILogger logger)
{
    private readonly Lock gate = new();
    private volatile bool open;
    private long retryAt;

    /// <summary>True while Redis is left alone.</summary>
    public bool Open => open;

    /// <summary>Whether the caller may ask Redis now; it must then say how it went.</summary>
    public bool TryEnter()
    {
        if (!open)
            return true;
        lock (gate)
        {
            if (open && time.GetTimestamp() < retryAt)
                return false;
            Postpone();
            return true;
        }
    }

    public void Succeeded()
    {
        if (!open)
            return;
        lock (gate)
        {
            if (!open)
                return;
            open = false;
        }
        Log.LimitsShared(logger);
    }

    /// <param name="fault">Type of the failure; its text may name hosts.</param>
    public void Failed(string fault)
    {
        lock (gate)
        {
            Postpone();
            if (open)
                return;
            open = true;
        }
        Log.LimitsLocal(logger, fault);
    }

    private void Postpone() => retryAt = time.GetTimestamp() + (long)(retryAfter.TotalSeconds * time.TimestampFrequency);
}
