using StackExchange.Redis;

namespace Interop.Gateway.Limits;

/// <summary>The limit of every access key: settings <c>Limits:Key:*</c>. A scope carries its own, or none.</summary>
internal sealed class KeyLimitOptions
{
    public double PerSecond { get; set; } = 2_000;
    public int Burst { get; set; } = 4_000;
    public long PerDay { get; set; } = 50_000_000;
}

/// <summary>How requests are limited, and where they are counted: settings <c>Limits:*</c>.</summary>
internal sealed class LimitsOptions
{
    public KeyLimitOptions Key { get; set; } = new();

    /// <summary>A StackExchange.Redis configuration string; empty when this gateway counts alone. May hold a password.</summary>
    public string Redis { get; set; } = "";

    /// <summary>How many gateways count in that Redis; each gives out this part of a limit while Redis is away.</summary>
    public int Gateways { get; set; } = 1;

    /// <summary>Time Redis has for one request.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long Redis is left alone after it failed.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    internal Limit LimitOfKeys => new(Key.PerSecond, Key.Burst, Key.PerDay);

    internal IEnumerable<string> Faults()
    {
        foreach (var fault in LimitOfKeys.Faults("Limits:Key"))
            yield return fault;
        if (Redis.Length > 0 && !IsRedis(Redis))
            yield return "Limits:Redis is not a StackExchange.Redis configuration string (host:port,option=value); it is not shown here since it may hold a password";
        if (Gateways is < 1 or > 1_000)
            yield return $"Limits:Gateways is {Gateways}; it must lie between 1 and 1000";
        if (Deadline < TimeSpan.FromMilliseconds(1) || Deadline > TimeSpan.FromSeconds(5))
            yield return $"Limits:Deadline is {Deadline}; it must lie between 1 ms and 5 s";
        if (RetryAfter < TimeSpan.FromMilliseconds(10) || RetryAfter > TimeSpan.FromMinutes(1))
            yield return $"Limits:RetryAfter is {RetryAfter}; it must lie between 10 ms and 1 minute";
    }

    private static bool IsRedis(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
