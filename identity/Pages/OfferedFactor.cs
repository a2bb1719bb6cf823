using Interop.Identity.People;

namespace Interop.Identity.Pages;

/// <summary>A second factor as a page offers it: to be scanned, to be typed, and to come back with the form.</summary>
internal sealed record OfferedFactor(string Secret, string Offer, string UserName)
{
    /// <summary>The secret in groups of four.</summary>
    public string Typed => string.Join(' ', Secret.Chunk(4).Select(c => new string(c)));

    public QrPicture Picture() => QrPicture.Of(Totp.Uri(Secret, UserName));

    /// <summary>Never the secret, so that no log can hold it.</summary>
    public override string ToString() => nameof(OfferedFactor);
}
