using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.Gateway.Dci.Callbacks;

/// <summary>
/// Answers the messages of the queue by calling their senders. A call that does not succeed is made again, later and later, with the same message id, and
/// given up after a day; each asks anew, so that what leaves is what is true then. Nobody waits for a partner that is away: it is tried now and then.
/// </summary>
internal sealed class DciCallbacks(DciQueue queue, DciSearch search, DciAnswer answer, DciPartners partners, ILogger<DciCallbacks> logger) : BackgroundService
{
    /// <summary>Half a minute doubled eight times, then every two hours: about a day.</summary>
    public const int MostTries = 20;

    /// <summary>Longer than an answer and a call may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1), Oldest = TimeSpan.FromDays(1), FirstPause = TimeSpan.FromSeconds(30), LongestPause = TimeSpan.FromHours(2);

    /// <summary>How long a message waits after a number of calls.</summary>
    public static TimeSpan Pause(long tries) => tries > 10 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (int)(tries - 1)));

    /// <summary>Answers what is due. Senders do not wait for each other; the messages of one go one after the other.</summary>
    public Task DeliverAsync(DateTimeOffset now, CancellationToken cancellation) => Task.WhenAll(queue.Due(now).Select(i => DeliverAsync(i, now, cancellation)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new Dictionary<string, Task>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Every, partners.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = partners.Clock.GetUtcNow();
                foreach (var institution in Due(now))
                    if (!running.TryGetValue(institution, out var delivery) || delivery.IsCompleted)
                        running[institution] = DeliverAsync(institution, now, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running.Values);
        }
    }

    private IReadOnlyList<string> Due(DateTimeOffset now)
    {
        try
        {
            return queue.Due(now);
        }
        catch (Exception broken)
        {
            Log.DciQueueBehind(logger, broken);
            return [];
        }
    }

    /// <summary>Answers what is due of one institution, until it does not take an answer. Never throws: whatever is broken, the hub goes on, and so does the next turn.</summary>
    private async Task DeliverAsync(string institution, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested && queue.Take(institution, now, now + Lease) is { } waiting)
                if (!await DeliverAsync(waiting, now, cancellation))
                    return;
        }
        catch (Exception broken)
        {
            Log.DciQueueBehind(logger, broken);
        }
    }

    /// <summary>One message; false when its sender is away, and the others need not be tried.</summary>
    private async Task<bool> DeliverAsync(DciWaiting waiting, DateTimeOffset now, CancellationToken cancellation)
    {
        var (outcome, answers) = (DciCallOutcome.Broken, (IReadOnlyList<JsonObject>)[]);
        try
        {
            (outcome, answers) = await AnswerAsync(waiting, now, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The hub stops; whoever starts next calls at once, with the same id.
            queue.Return(waiting.Id, now);
            return false;
        }
        catch (Exception broken)
        {
            Log.DciCallbackBroken(logger, waiting.Id, broken);
        }
        if (outcome == DciCallOutcome.Taken)
            queue.End(waiting.Id, DciMessageState.Answered, [.. answers.Select(Progress)], now);
        else if (outcome == DciCallOutcome.NotAgreed || waiting.Tries >= MostTries || waiting.ReceivedAt < now - Oldest)
        {
            queue.End(waiting.Id, DciMessageState.GivenUp, null, now);
            Log.DciCallbackGivenUp(logger, waiting.Id, waiting.Institution, waiting.Tries, outcome);
        }
        else
        {
            queue.Postpone(waiting.Id, now + Pause(waiting.Tries));
            Log.DciCallbackPostponed(logger, waiting.Id, waiting.Institution, outcome);
        }
        if (outcome is not (DciCallOutcome.Busy or DciCallOutcome.TimedOut or DciCallOutcome.Unreachable or DciCallOutcome.AddressNotAllowed))
            return true;
        if (queue.PostponeAll(waiting.Institution, now + FirstPause, now - Oldest, now) is var expired and > 0)
            Log.DciCallbacksExpired(logger, expired, waiting.Institution);
        return false;
    }

    private async Task<(DciCallOutcome, IReadOnlyList<JsonObject>)> AnswerAsync(DciWaiting waiting, DateTimeOffset now, CancellationToken cancellation)
    {
        if (partners.Find(waiting) is not { } sender)
            return (DciCallOutcome.NotAgreed, []);
        using var document = JsonDocument.Parse(queue.Open(waiting));
        var asked = DciEnvelope.Read(document.RootElement)!;
        var receiver = await partners.ReceiverAsync(asked, sender, cancellation);
        if (asked.SaysEncrypted && receiver is null)
            return (DciCallOutcome.KeyAway, []);
        var entry = new DciEntry(document, asked, sender, waiting.Key, now, null) { Receiver = receiver };
        var registry = DciRegistry.All.Single(r => r.Name == waiting.Registry);
        var answers = await search.AllAsync(entry, registry, entry.Asked.Message.GetProperty("search_request"));
        return (await partners.CallAsync(sender, answer.Callback(entry, waiting.Id, "search_response", answers), cancellation), answers);
    }

    private static DciProgress Progress(JsonObject one) => new((string)one["reference_id"]!, (string)one["status"]!, (string?)one["status_reason_code"]);
}
