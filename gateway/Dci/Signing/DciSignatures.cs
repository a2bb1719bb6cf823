using Interop.Gateway.Institutions;
using Interop.Identity.Signing;

namespace Interop.Gateway.Dci.Signing;

/// <summary>What became of the signature of a message.</summary>
internal enum DciSignatureOutcome
{
    Valid,
    Missing,
    /// <summary>In no dialect, too old, by another key, or over something else: one outcome, so that a guess learns nothing.</summary>
    Invalid,
    /// <summary>The sender's keys cannot be fetched now.</summary>
    KeysUnavailable,
}

/// <summary>Verifies the signature of a message against the keys its sender has told the hub of, in whichever dialect it is written.</summary>
internal sealed class DciSignatures(PartnerKeys keys, TimeProvider time)
{
    /// <param name="signature">As sent; null when there is none.</param>
    /// <param name="content">The canonical content it must be over.</param>
    /// <param name="sender">Whose credential the request carried.</param>
    public async ValueTask<DciSignatureOutcome> VerifyAsync(string? signature, string content, Institution sender, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(signature))
            return DciSignatureOutcome.Missing;
        if (sender.Dci?.Placeholder is { } placeholder && signature == placeholder)
            return DciSignatureOutcome.Valid;
        if (EmbeddedJws.Read(signature) is { } jws)
            return Judge(await keys.FindAsync(sender.Code, jws.Kid, cancellation), key => jws.Verifies(content, key));
        if (SignatureString.Read(signature) is not { } text || text.Sender != sender.Code || !text.IsInTime(time.GetUtcNow()))
            return DciSignatureOutcome.Invalid;
        // Some publish their keys under the whole kidId, some under its middle.
        var found = await keys.FindAsync(sender.Code, text.Kid, cancellation);
        if (found.Outcome == PartnerKeyOutcome.Unknown)
            found = await keys.FindAsync(sender.Code, text.KeyId, cancellation);
        return Judge(found, key => text.Verifies(content, key));
    }

    private static DciSignatureOutcome Judge(PartnerKeyResult found, Func<PartnerKey, bool> verifies) => found.Outcome switch
    {
        PartnerKeyOutcome.Found => verifies(found.Key!) ? DciSignatureOutcome.Valid : DciSignatureOutcome.Invalid,
        PartnerKeyOutcome.Unavailable => DciSignatureOutcome.KeysUnavailable,
        _ => DciSignatureOutcome.Invalid,
    };
}
