using System.Net.Sockets;
using Interop.Gateway.Dci.Signing;
using Interop.Gateway.Institutions;
using Interop.Identity.Keys;
using Interop.Identity.Signing;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Dci.Callbacks;

/// <summary>What became of a call.</summary>
internal enum DciCallOutcome
{
    /// <summary>The partner has it: a status 2xx.</summary>
    Taken,
    /// <summary>The partner will not have it: a status 3xx or 4xx. A redirect would lead to an address that nobody entered.</summary>
    Refused,
    /// <summary>The partner cannot have it now: a status 408, 429 or 5xx.</summary>
    Busy,
    /// <summary>The partner did not say in time that it has it.</summary>
    TimedOut,
    /// <summary>No connection, or one that broke.</summary>
    Unreachable,
    /// <summary>The name leads to this machine or to a private network, which is not agreed.</summary>
    AddressNotAllowed,
    /// <summary>The key that asked was withdrawn since, or there is no callback address any more.</summary>
    NotAgreed,
    /// <summary>The answer is to be encrypted, and the partner's key for that cannot be had now.</summary>
    KeyAway,
    /// <summary>The hub could not answer.</summary>
    Broken,
}

/// <summary>Calls the partners whose messages are answered later, each at the address agreed with it and at no other.</summary>
internal sealed class DciPartners : IDisposable
{
    private readonly InstitutionRegister institutions;
    private readonly AccessKeys keys;
    private readonly DciEncryption encryption;
    private readonly TimeSpan longest;
    private readonly CallbackClient callbacks = new();

    public DciPartners(InstitutionRegister institutions, AccessKeys keys, DciEncryption encryption, IOptions<DciOptions> options, TimeProvider time) =>
        (this.institutions, this.keys, this.encryption, longest, Clock) = (institutions, keys, encryption, options.Value.Longest, time);

    public TimeProvider Clock { get; }

    /// <summary>The institution as it is registered now, if it may be called still: while the key that asked is in force.</summary>
    public Institution? Find(DciWaiting waiting) =>
        keys.StateOf(waiting.Key) is not (null or KeyState.InForce) ? null
            : institutions.Find(waiting.Institution) is { Dci.Callback: not null } sender ? sender : null;

    /// <summary>What an answer is encrypted with, now; null when it goes in clear, or cannot be encrypted.</summary>
    public ValueTask<PartnerEncryptionKey?> ReceiverAsync(DciEnvelope asked, Institution sender, CancellationToken cancellation) => encryption.ReceiverAsync(asked, sender, cancellation);

    public async Task<DciCallOutcome> CallAsync(Institution partner, byte[] body, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(longest, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, partner.Dci!.Callback) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
            using var response = await callbacks.SendAsync(request, partner.Dci.CallbackInside, either.Token);
            return (int)response.StatusCode switch { >= 200 and < 300 => DciCallOutcome.Taken, 408 or 429 or >= 500 => DciCallOutcome.Busy, _ => DciCallOutcome.Refused };
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied } ? DciCallOutcome.AddressNotAllowed : DciCallOutcome.Unreachable;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return DciCallOutcome.TimedOut;
        }
    }

    public void Dispose() => callbacks.Dispose();
}
