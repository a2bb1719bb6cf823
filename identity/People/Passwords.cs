using System.Threading.RateLimiting;

namespace Interop.Identity.People;

/// <summary>What became of comparing a password.</summary>
internal enum PasswordOutcome
{
    Right,
    Wrong,
    /// <summary>Too many others wait to be compared; nothing is known of this one.</summary>
    Busy,
}

/// <summary>
/// Hashes and compares passwords, two at once: each takes 19 MiB and some tenths of a second of one processor, and whoever can send
/// requests can cause them.
/// </summary>
internal sealed class Passwords(HashCost cost) : IDisposable
{
    private const int AtOnce = 2;
    private const int Waiting = 32;

    private readonly ConcurrencyLimiter limiter = new(new()
    {
        PermitLimit = AtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    // Compared with where there is no person or no password, so that both cost what a wrong password costs.
    private readonly Lazy<string> nobody = new(() => PasswordHash.Make(Secrets.NewPassword(), cost));

    /// <summary>The hash to keep; null when too many others wait.</summary>
    public async ValueTask<string?> HashAsync(string password, CancellationToken cancellation)
    {
        using var turn = await limiter.AcquireAsync(cancellationToken: cancellation);
        return turn.IsAcquired ? await Task.Run(() => PasswordHash.Make(password, cost), cancellation) : null;
    }

    /// <summary>Compares with a kept hash, or with nobody's when it is null: then the password is always wrong.</summary>
    public async ValueTask<PasswordOutcome> CompareAsync(string password, string? phc, CancellationToken cancellation)
    {
        using var turn = await limiter.AcquireAsync(cancellationToken: cancellation);
        if (!turn.IsAcquired)
            return PasswordOutcome.Busy;
        var same = await Task.Run(() => PasswordHash.Verify(password, phc ?? nobody.Value), cancellation);
        return same && phc is not null ? PasswordOutcome.Right : PasswordOutcome.Wrong;
    }

    /// <summary>Whether a kept hash should be made anew, since the cost has risen since.</summary>
    public bool IsOutdated(string phc) => PasswordHash.IsCheaper(phc, cost);

    public void Dispose() => limiter.Dispose();
}
