using System.Text;
using Interop.Identity.People;
using QRCoder;

namespace Interop.Identity.Pages;

/// <summary>A second factor as a page offers it: to be scanned, to be typed, and to come back with the form.</summary>
internal sealed record OfferedFactor(string Secret, string Offer, string UserName)
{
    private const int QuietZone = 4; // modules, which QRCoder adds

    /// <summary>The secret in groups of four.</summary>
    public string Typed => string.Join(' ', Secret.Chunk(4).Select(c => new string(c)));

    /// <summary>The QR code as the path of a picture, one unit a module, and its size.</summary>
    public (string Path, int Size) Picture()
    {
        using var data = QRCodeGenerator.GenerateQrCode(Totp.Uri(Secret, UserName), QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = QuietZone; y < rows.Count - QuietZone; y++)
            for (var x = QuietZone; x < rows.Count - QuietZone; x++)
                if (rows[y][x])
                    path.Append($"M{x} {y}h1v1h-1z");
        return (path.ToString(), rows.Count);
    }

    /// <summary>Never the secret, so that no log can hold it.</summary>
    public override string ToString() => nameof(OfferedFactor);
}
