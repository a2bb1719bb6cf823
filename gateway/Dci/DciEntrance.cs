using System.Text.Json;
using Interop.Gateway.Callers;
using Interop.Gateway.Dci.Signing;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Native;
using Interop.Gateway.Signatures;

namespace Interop.Gateway.Dci;

/// <summary>A message that came from whom it names. Whoever gets it disposes it.</summary>
/// <param name="Context">The request; null where none waits for the answer.</param>
internal sealed record DciEntry(JsonDocument Document, DciEnvelope Asked, Institution Sender, string Key, DateTimeOffset At, HttpContext? Context) : IDisposable
{
    public void Dispose() => Document.Dispose();
}

/// <summary>What every endpoint of the door does first: who sends, whether it may, what it is, and whether it is signed. A message takes one from the limit of its key.</summary>
internal sealed class DciEntrance(InstitutionRegister institutions, Entrance entrance, DciSignatures signatures, TimeProvider time)
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
        if (fault is null)
            return (new(document, asked!, sender!, key!, time.GetUtcNow(), context), null);
        document.Dispose();
        return (null, fault);
    }

    /// <summary>Notes the message; the reason when it was taken before.</summary>
    public string? Take(DciEntry entry) => seen.Add(entry.Sender.Code, entry.Asked.MessageId) ? null : DciHeaderReasons.MessageIdDuplicate;

    private async ValueTask<DciFault?> FaultOfAsync(DciEnvelope asked, Institution sender, CancellationToken cancellation)
    {
        if (asked.Sender != sender.Code && sender.Dci?.Names(asked.Sender) != true)
            return DciFault.Sender;
        if (!DciRegistry.IsCalled(asked.Receiver))
            return DciFault.Receiver;
        return await signatures.VerifyAsync(asked, sender, cancellation) switch
        {
            DciSignatureOutcome.Valid => asked.IsOfAnotherVersion ? DciFault.Version : asked.IsEncrypted ? DciFault.Encrypted : null,
            DciSignatureOutcome.Missing => DciFault.SignatureMissing,
            DciSignatureOutcome.KeysUnavailable => DciFault.KeysAway,
            _ => DciFault.SignatureInvalid,
        };
    }
}
