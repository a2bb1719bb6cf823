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

/// <summary>Verifies the signature of a message against the keys its sender has told the hub of, in whichever dialect is agreed.</summary>
internal sealed class DciSignatures(PartnerKeys keys, TimeProvider time)
{
    /// <param name="asked">The message.</param>
    /// <param name="sender">Whose credential the request carried.</param>
    /// <param name="cancellation">The sender has gone.</param>
    public async ValueTask<DciSignatureOutcome> VerifyAsync(DciEnvelope asked, Institution sender, CancellationToken cancellation)
    {
        var agreed = sender.Dci?.Dialect;
        if (string.IsNullOrEmpty(asked.Signature))
            return DciSignatureOutcome.Missing;
        // The configuration refuses placeholders of others; here it is said once more, where it counts.
        if (sender is { Kind: InstitutionKind.DciSandbox, Dci.Placeholder: { } placeholder } && asked.Signature == placeholder)
            return DciSignatureOutcome.Valid;
        if (agreed != DciDialect.SignatureString && EmbeddedJws.Read(asked.Signature) is { } jws)
            return Judge(await keys.FindAsync(sender.Code, jws.Kid, cancellation), key => jws.Verifies(asked.Content, key));
        if (agreed == DciDialect.Jws || SignatureString.Read(asked.Signature) is not { } text || text.Sender != asked.Sender || !text.IsInTime(time.GetUtcNow()))
            return DciSignatureOutcome.Invalid;
        // Some publish their keys under the whole kidId, some under its middle.
        var found = await keys.FindAsync(sender.Code, text.Kid, cancellation);
        if (found.Outcome == PartnerKeyOutcome.Unknown)
            found = await keys.FindAsync(sender.Code, text.KeyId, cancellation);
        return Judge(found, key => text.Verifies(asked.Content, key));
    }

    /// <summary>In which dialect a message is answered: as agreed, else as it was written.</summary>
    public static DciDialect AnswerDialect(DciEnvelope asked, Institution sender) => sender.Dci?.Dialect
        ?? (asked.Signature is { } signature && SignatureString.Read(signature) is not null ? DciDialect.SignatureString : DciDialect.Jws);

    private static DciSignatureOutcome Judge(PartnerKeyResult found, Func<PartnerKey, bool> verifies) => found.Outcome switch
    {
        PartnerKeyOutcome.Found => verifies(found.Key!) ? DciSignatureOutcome.Valid : DciSignatureOutcome.Invalid,
        PartnerKeyOutcome.Unavailable => DciSignatureOutcome.KeysUnavailable,
        _ => DciSignatureOutcome.Invalid,
    };
}
