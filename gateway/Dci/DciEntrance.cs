using System.Text.Json;
using Interop.Gateway.Callers;
using Interop.Gateway.Dci.Signing;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Native;
using Interop.Gateway.Signatures;
using Interop.Identity.Signing;

namespace Interop.Gateway.Dci;

/// <summary>A message that came from whom it names. Whoever gets it disposes it.</summary>
/// <param name="Context">The request; null where none waits for the answer.</param>
internal sealed record DciEntry(JsonDocument Document, DciEnvelope Asked, Institution Sender, string Key, DateTimeOffset At, HttpContext? Context) : IDisposable
{
    /// <summary>What the answer is encrypted with; null when it goes in clear.</summary>
    public PartnerEncryptionKey? Receiver { get; init; }

    public void Dispose() => Document.Dispose();
}

/// <summary>What every endpoint of the door does first: who sends, whether it may, what it is, and whether it is signed. A message takes one from the limit of its key.</summary>
internal sealed class DciEntrance(InstitutionRegister institutions, Entrance entrance, DciSignatures signatures, DciEncryption encryption, TimeProvider time)
{
    /// <summary>Messages taken; a message is as long remembered as its time lets it be sent again.</summary>
    private readonly SeenNonces seen = new(time);

    public TimeProvider Clock => time;

    public async ValueTask<(DciEntry? Entry, DciFault? Fault)> EnterAsync(HttpContext context)
    {
        // :: Who sends it
        if (CallerOf.Identify(context, institutions, out var sender, out var key) is { } refused)
            return (null, DciFault.Of(refused));
        if ((await entrance.TakeAsync(context, new(sender!, key!, "", null, null), null)).Problem is { } full)
            return (null, DciFault.Of(full.Kind));

        // :: What it is
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        if (document is null)
            return (null, DciFault.Of(unreadable!.Kind));
        var asked = DciEnvelope.Read(document.RootElement);
        var fault = asked is null ? DciFault.NoMessage : await FaultOfAsync(asked, sender!, context.RequestAborted);
        if (fault is null && !asked!.SaysEncrypted)
            return (new(document, asked, sender!, key!, time.GetUtcNow(), context), null);
        using (document)
            return fault is null ? await OpenAsync(context, asked!, sender!, key!) : (null, fault);
    }

    /// <summary>Notes the message; the reason when it was taken before.</summary>
    public string? Take(DciEntry entry) => seen.Add(entry.Sender.Code, entry.Asked.MessageId) ? null : DciHeaderReasons.MessageIdDuplicate;

    private async ValueTask<(DciEntry?, DciFault?)> OpenAsync(HttpContext context, DciEnvelope asked, Institution sender, string key)
    {
        if (await encryption.ReceiverAsync(asked, sender, context.RequestAborted) is not { } receiver)
            return (null, DciFault.NoReceiver);
        var document = encryption.Open(asked);
        if (document is not null && DciEnvelope.Read(document.RootElement) is { } opened)
            return (new(document, opened, sender, key, time.GetUtcNow(), context) { Receiver = receiver }, null);
        document?.Dispose();
        return (null, DciFault.Encrypted);
    }

    private async ValueTask<DciFault?> FaultOfAsync(DciEnvelope asked, Institution sender, CancellationToken cancellation)
    {
        if (asked.Sender != sender.Code && sender.Dci?.Names(asked.Sender) != true)
            return DciFault.Sender;
        if (!DciRegistry.IsCalled(asked.Receiver))
            return DciFault.Receiver;
        return await signatures.VerifyAsync(asked, sender, cancellation) switch
        {
            DciSignatureOutcome.Valid => asked.IsOfAnotherVersion ? DciFault.Version : asked.SaysEncrypted != EncryptedMessage.Is(asked.Message) ? DciFault.Encrypted : null,
            DciSignatureOutcome.Missing => DciFault.SignatureMissing,
            DciSignatureOutcome.KeysUnavailable => DciFault.KeysAway,
            _ => DciFault.SignatureInvalid,
        };
    }
}
