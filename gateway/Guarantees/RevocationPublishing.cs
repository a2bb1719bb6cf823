using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Guarantees;

/// <summary>The list of revocations as it is handed out, with the ETag of what it says.</summary>
internal sealed record PublishedRevocations(string Text, string Tag);

/// <summary>
/// Signs the list of revocations anew when one was added, and at least once an hour, so that its age tells how long a device has been without a network.
/// In between everybody gets the same text.
/// </summary>
internal sealed class RevocationPublishing(Revocations revocations, GuaranteeKeys keys, IOptions<GuaranteeOptions> options, TimeProvider time)
{
    private readonly Lock making = new();
    private ((long Stand, DateTimeOffset Hour) Of, PublishedRevocations List)? last;

    public PublishedRevocations Current()
    {
        var now = time.GetUtcNow();
        // The beginning of the hour: until the next one the same ids make the same bytes, at every gateway.
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        // Read before the list is: one that is revoked in between is in the list, which is then made once more.
        var of = (revocations.Stand(), hour);
        lock (making)
        {
            if (last is { } made && made.Of == of)
                return made.List;
            var payload = RevocationList.Payload(options.Value.Issuer, hour, revocations.Listed(hour));
            // Weak (RFC 9110 §8.8.1): each signature of ES256 over the same bytes is another.
            var tag = $"W/\"{Base64Url.EncodeToString(SHA256.HashData(payload).AsSpan(0, 16))}\"";
            last = (of, new(CompactJws.Sign(keys.Current, RevocationList.Type, payload), tag));
            return last.Value.List;
        }
    }
}
