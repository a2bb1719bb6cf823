using System.Text;
using QRCoder;

namespace Interop.Identity.Pages;

/// <summary>A QR code as the path of a picture, one unit a module, shown by the partial <c>_Qr</c>: no script, no other format, sharp at any size.</summary>
/// <param name="Path">SVG path data of the dark modules.</param>
/// <param name="Size">Modules of a side, quiet zone included.</param>
public sealed record QrPicture(string Path, int Size)
{
    private const int QuietZone = 4; // modules, which QRCoder adds

    /// <summary>The picture of a text.</summary>
    /// <param name="text">What is read back.</param>
    /// <param name="dense">Whether the modules shall be as few and large as can be, with the least correction: for long texts on small screens.</param>
    public static QrPicture Of(string text, bool dense = false)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, dense ? QRCodeGenerator.ECCLevel.L : QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = QuietZone; y < rows.Count - QuietZone; y++)
            for (var x = QuietZone; x < rows.Count - QuietZone; x++)
                if (rows[y][x])
                    path.Append($"M{x} {y}h1v1h-1z");
        return new(path.ToString(), rows.Count);
    }

    /// <summary>Never the path, which is the text in another spelling.</summary>
    public override string ToString() => nameof(QrPicture);
}
