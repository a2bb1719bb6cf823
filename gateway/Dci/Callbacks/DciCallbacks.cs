using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Institutions;
using Interop.Identity.Keys;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Dci.Callbacks;

/// <summary>
/// Answers the messages of the queue by calling their senders, at the address agreed with each and at no other. A call that is not answered with a status
/// 2xx is made again, later and later, with the same message id, and given up after a day; each asks anew, so that what leaves is what is true then.
/// </summary>
internal sealed class DciCallbacks : BackgroundService
{
    private const int AtOnce = 50;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(10), Lease = TimeSpan.FromMinutes(15),
        FirstPause = TimeSpan.FromSeconds(30), LongestPause = TimeSpan.FromHours(2);

    /// <summary>Half a minute doubled eight times, then every two hours: about a day.</summary>
    private const int MostTries = 20;

    private readonly DciQueue queue;
    private readonly DciSearch search;
    private readonly DciAnswer answer;
    private readonly DciSenders senders;
    private readonly ILogger<DciCallbacks> logger;

    // A redirect would lead to an address that nobody entered.
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    public DciCallbacks(DciQueue queue, DciSearch search, DciAnswer answer, DciSenders senders, ILogger<DciCallbacks> logger) =>
        (this.queue, this.search, this.answer, this.senders, this.logger) = (queue, search, answer, senders, logger);

    /// <summary>Answers what is due. Senders do not wait for each other; the messages of one go one after the other.</summary>
    public async Task DeliverAsync(DateTimeOffset now, CancellationToken cancellation) =>
        await Task.WhenAll(queue.Take(now, now + Lease, AtOnce).GroupBy(w => w.Institution).Select(async group =>
        {
            foreach (var waiting in group)
                await DeliverAsync(waiting, now, cancellation);
        }));

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, senders.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                try
                {
                    await DeliverAsync(senders.Clock.GetUtcNow(), stoppingToken);
                }
                catch (Exception broken) when (broken is SqliteException or IOException)
                {
                    Log.DciQueueBehind(logger, broken);
                }
        }
        catch (OperationCanceledException)
        {
            // What was taken is due again when its lease is over.
        }
    }

    private async Task DeliverAsync(DciWaiting waiting, DateTimeOffset now, CancellationToken cancellation)
    {
        // A key that was withdrawn since, or an agreement that ended, ends the answers too.
        if (senders.Find(waiting) is not { Dci.Callback: { } address } sender)
        {
            queue.End(waiting.Id, DciMessageState.GivenUp, null, now);
            Log.DciCallbackGivenUp(logger, waiting.Id, waiting.Institution, "not agreed any more");
            return;
        }
        var document = JsonDocument.Parse(waiting.Body);
        using var entry = new DciEntry(document, DciEnvelope.Read(document.RootElement)!, sender, waiting.Key, now, null);
        var registry = DciRegistry.All.Single(r => r.Name == waiting.Registry);
        var answers = await search.AllAsync(entry, registry, entry.Asked.Message.GetProperty("search_request"));
        var body = answer.Callback(entry, waiting.Id, "search_response", answers);
        if (await SendAsync(address, body, cancellation) is not { } failure)
            queue.End(waiting.Id, DciMessageState.Answered, [.. answers.Select(Progress)], now);
        else if (waiting.Tries >= MostTries)
        {
            queue.End(waiting.Id, DciMessageState.GivenUp, null, now);
            Log.DciCallbackGivenUp(logger, waiting.Id, waiting.Institution, failure);
        }
        else
            queue.Postpone(waiting.Id, now + Pause(waiting.Tries));
    }

    /// <summary>How long to wait after a number of calls.</summary>
    public static TimeSpan Pause(long tries) => tries > 10 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (int)(tries - 1)));

    private async Task<string?> SendAsync(Uri address, byte[] body, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Longest, senders.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? null : ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return e.GetType().Name;
        }
    }

    private static DciProgress Progress(JsonObject one) => new((string)one["reference_id"]!, (string)one["status"]!, (string?)one["status_reason_code"]);
}

/// <summary>Who may be called still: the institution as it is registered now, while the key that asked is in force.</summary>
internal sealed class DciSenders(InstitutionRegister institutions, AccessKeys keys, TimeProvider time)
{
    public TimeProvider Clock => time;

    public Institution? Find(DciWaiting waiting) =>
        keys.List(waiting.Institution).Any(k => k.PublicId == waiting.Key && k.State != KeyState.InForce) ? null : institutions.Find(waiting.Institution);
}
