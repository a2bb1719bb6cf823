using System.Net.Sockets;
using System.Text.Json;
using Interop.Gateway.Institutions;
using Interop.Gateway.Signatures;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>
/// Tells institutions that have an address for it that a result is there: a signed <c>POST</c> of <c>{"recheck":{"id"}}</c>, which says nothing of whom or what.
/// It is made until the receiver has it (a status 2xx), the result has been fetched or is gone; later and later, and nobody waits for a receiver that is away.
/// </summary>
internal sealed class RecheckNotices(NoticeStore store, InstitutionRegister institutions, NoticeSignatures signatures, RecheckPace pace, ILogger<RecheckNotices> logger) : BackgroundService
{
    private const int MostAtOnce = 64;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(20);

    private readonly CallbackClient callbacks = new();

    /// <summary>Tells what is to be told now.</summary>
    public Task SendAsync(CancellationToken cancellation) =>
        Task.WhenAll(institutions.All.Where(i => i.Notices is not null).Select(i => SendAsync(i, cancellation)));

    public override void Dispose()
    {
        callbacks.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, pace.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SendAsync(stoppingToken);
    }

    private async Task SendAsync(Institution institution, CancellationToken cancellation)
    {
        try
        {
            foreach (var id in store.Due(institution.Code, MostAtOnce))
                if (await IsTakenAsync(institution.Notices!, id, cancellation))
                    store.Told(id);
                else
                {
                    // The others would find the same nobody.
                    store.Postpone(institution.Code);
                    Log.RecheckNoticePostponed(logger, institution.Code);
                    return;
                }
        }
        catch (SqliteException e)
        {
            Log.RechecksUnavailable(logger, e);
        }
    }

    private async Task<bool> IsTakenAsync(NoticeProfile profile, string id, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, pace.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var request = signatures.Post(profile.Address, JsonSerializer.SerializeToUtf8Bytes(new { recheck = new { id } }));
            using var response = await callbacks.SendAsync(request, profile.Inside, either.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
