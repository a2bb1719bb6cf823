using Interop.Gateway.Callers;
using Interop.Gateway.Dci.Signing;
using Interop.Gateway.Institutions;
using Interop.Gateway.Native;
using Interop.Gateway.Signatures;

namespace Interop.Gateway.Dci;

/// <summary>The DCI door, so far <c>POST /dci/social/registry/sync/search</c> with <c>idtype-value</c> queries: translates messages into exchanges and back.</summary>
internal sealed class DciDoor(InstitutionRegister institutions, DciSignatures signatures, DciSearch search, TimeProvider time)
{
    /// <summary>Messages taken; a message is as long remembered as its time lets it be sent again.</summary>
    private readonly SeenNonces seen = new(time);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/dci/social/registry/sync/search", static context => context.RequestServices.GetRequiredService<DciDoor>().AnswerAsync(context));

    private async Task AnswerAsync(HttpContext context)
    {
        var now = time.GetUtcNow();
        // :: Who sends it
        if (CallerOf.Identify(context, institutions, out var sender, out var key) is { } refused)
        {
            var code = refused.Status == StatusCodes.Status503ServiceUnavailable ? DciErrors.Unavailable : refused.Status == StatusCodes.Status401Unauthorized ? DciErrors.Unauthorized : DciErrors.Forbidden;
            await DciAnswer.FaultAsync(context, refused.Status, code, refused.Detail, now);
            return;
        }

        // :: What it is
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        using (document)
        {
            if (document is null || DciEnvelope.Read(document.RootElement) is not { } asked)
            {
                await DciAnswer.FaultAsync(context, unreadable?.Kind.Status ?? StatusCodes.Status400BadRequest, DciErrors.RequestBad, unreadable?.Kind.Detail ?? "The body is not a message of this endpoint.", now);
                return;
            }
            var (status, fault) = await FaultOfAsync(asked, sender!, context.RequestAborted);
            if (fault is not null)
            {
                await DciAnswer.FaultAsync(context, status, fault, "The message is not taken.", now);
                return;
            }

            // :: Whether it may be asked; a message that is rejected for another reason may be sent again
            if ((asked.Rejection(now) ?? (seen.Add(sender!.Code, asked.MessageId) ? null : DciHeaderReasons.MessageIdDuplicate)) is { } reason)
            {
                await DciAnswer.RejectedAsync(context, asked, reason, now);
                return;
            }

            // :: Each search is an exchange
            var references = new HashSet<string>(StringComparer.Ordinal);
            var found = new List<DciFound>();
            foreach (var one in asked.Searches)
                found.Add(await search.FindAsync(context, sender!, key!, DciQuery.Read(one, sender!, references)));
            await DciAnswer.FoundAsync(context, asked, found, now);
        }
    }

    private async ValueTask<(int Status, string? Code)> FaultOfAsync(DciEnvelope asked, Institution sender, CancellationToken cancellation)
    {
        if (asked.Sender != sender.Code)
            return (StatusCodes.Status403Forbidden, DciErrors.SenderInvalid);
        if (asked.IsEncrypted)
            return (StatusCodes.Status400BadRequest, DciErrors.EncryptionInvalid);
        return await signatures.VerifyAsync(asked.Signature, asked.Content, sender, cancellation) switch
        {
            DciSignatureOutcome.Valid => (StatusCodes.Status200OK, null),
            DciSignatureOutcome.Missing => (StatusCodes.Status401Unauthorized, DciErrors.SignatureMissing),
            DciSignatureOutcome.KeysUnavailable => (StatusCodes.Status503ServiceUnavailable, DciErrors.Unavailable),
            _ => (StatusCodes.Status401Unauthorized, DciErrors.SignatureInvalid),
        };
    }
}
