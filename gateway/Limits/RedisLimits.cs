using StackExchange.Redis;

namespace Interop.Gateway.Limits;

/// <summary>One limit to take a request of, and what is owed to it from an outage.</summary>
internal readonly record struct LimitClaim(LimitSubject Subject, Limit Limit, long Owed);

/// <summary>
/// Limits counted in Redis for several gateways at once: one script call a request, by Redis' own clock. Keys carry the institution as their
/// hash tag, so that the key and the scope of a request lie on one node of a cluster.
/// </summary>
internal sealed class RedisLimits : IDisposable
{
    private const int NumbersEach = 4;
    private static readonly string Script = ReadScript();

    private readonly ConnectionMultiplexer redis;
    private readonly TimeSpan deadline;
    private readonly TimeProvider time;

    private RedisLimits(ConnectionMultiplexer redis, TimeSpan deadline, TimeProvider time) => (this.redis, this.deadline, this.time) = (redis, deadline, time);

    public bool Connected => redis.IsConnected;

    /// <summary>Connects, or goes on trying in the background: a gateway starts also while Redis is away.</summary>
    public static RedisLimits Connect(LimitsOptions options, TimeProvider time)
    {
        var configuration = ConfigurationOptions.Parse(options.Redis);
        configuration.AbortOnConnectFail = false;
        configuration.ConnectTimeout = 1_000;
        configuration.ReconnectRetryPolicy = new LinearRetry(500);
        // A request that waited in a queue for Redis to come back would be late and counted twice.
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        return new(ConnectionMultiplexer.Connect(configuration), options.Deadline, time);
    }

    /// <exception cref="TimeoutException">No answer within the deadline.</exception>
    /// <exception cref="RedisException">Redis is away, or refuses.</exception>
    public async Task<LimitsTaken> TakeAsync(LimitClaim key, LimitClaim? scope)
    {
        RedisKey[] keys = scope is { } claim ? [NameOf(key.Subject), NameOf(claim.Subject)] : [NameOf(key.Subject)];
        var numbers = new RedisValue[keys.Length * NumbersEach];
        Fill(numbers, key);
        if (scope is { } second)
            Fill(numbers.AsSpan(NumbersEach), second);
        var answer = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(Script, keys, numbers).WaitAsync(deadline, time))!;
        return new(StateAt(answer, 0), scope is null ? null : StateAt(answer, 1));
    }

    /// <exception cref="TimeoutException">No answer within the deadline.</exception>
    /// <exception cref="RedisException">Redis is away.</exception>
    public Task PingAsync() => redis.GetDatabase().PingAsync().WaitAsync(deadline, time);

    public void Dispose() => redis.Dispose();

    private static RedisKey NameOf(LimitSubject subject) => $"interop:limits:{{{subject.Institution}}}:{subject.Kind}:{subject.Name}";

    private static void Fill(Span<RedisValue> numbers, LimitClaim claim)
    {
        numbers[0] = claim.Limit.Interval * 1e6;
        numbers[1] = claim.Limit.Burst;
        numbers[2] = claim.Limit.PerDay;
        numbers[3] = claim.Owed;
    }

    private static LimitState StateAt(long[] answer, int limit)
    {
        var at = answer.AsSpan(1 + limit * NumbersEach, NumbersEach);
        return new((LimitOutcome)at[0], at[1], at[2] / 1e6, at[3], (int)answer[0]);
    }

    private static string ReadScript()
    {
        using var stream = typeof(RedisLimits).Assembly.GetManifestResourceStream("limits/take.lua")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
