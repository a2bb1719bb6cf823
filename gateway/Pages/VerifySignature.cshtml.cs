using System.Text;
using Interop.Gateway.Signatures;
using Interop.Identity;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.Pages;

/// <summary>
/// <c>/verify-signature</c>: says of each signature of a pasted HTTP message whether it is good or why not, and shows the bytes it is over
/// (RFC 9421 §2.5). Nothing pasted is kept. Keys are pasted too, or are the hub's own: the page fetches nothing from anywhere.
/// </summary>
[RequestSizeLimit(1024 * 1024)]
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme), AllowAnonymous]
internal sealed class VerifySignatureModel(SigningKeys keys, TimeProvider time) : PageModel
{
    public const string Path = "/verify-signature";
    private const int BytesALine = 16;

    public string Message { get; private set; } = "";
    public string RequestText { get; private set; } = "";
    public string Keys { get; private set; } = "";
    public string Scheme { get; private set; } = "https";
    public string? Fault { get; private set; }
    public IReadOnlyList<SignatureReport> Reports { get; private set; } = [];

    public void OnGet() => Scheme = Request.Scheme;

    // No handler arguments: the framework logs those.
    public void OnPost()
    {
        var form = Request.Form;
        (Message, RequestText, Keys, Scheme) = (form["message"].ToString(), form["request"].ToString(), form["keys"].ToString(), form["scheme"] == "http" ? "http" : "https");
        Judge();
    }

    /// <summary>The bytes of a signature base, sixteen a line, as they are compared.</summary>
    public static string Hex(string text)
    {
        var lines = Encoding.ASCII.GetBytes(text).Chunk(BytesALine).Select(line =>
            $"{string.Join(' ', line.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture))),-48} {string.Concat(line.Select(b => b is >= 0x20 and < 0x7f ? (char)b : '.'))}");
        return string.Join('\n', lines);
    }

    private void Judge()
    {
        if (SavedMessage.Read(Encoding.UTF8.GetBytes(Message), Scheme, out var wrong) is not { } saved)
        {
            Fault = wrong;
            return;
        }
        SavedMessage? asked = null;
        if (RequestText.Length > 0 && (asked = SavedMessage.Read(Encoding.UTF8.GetBytes(RequestText), Scheme, out wrong)) is null)
        {
            Fault = wrong;
            return;
        }
        var set = PartnerKeySet.Read(Encoding.UTF8.GetBytes(Keys.Length > 0 ? Keys : Own()));
        Fault = set.Faults.Count > 0 ? string.Join("; ", set.Faults) : null;
        Reports = SignatureReport.Of(saved.Message with { Request = asked?.Message }, saved.Body, set, time.GetUtcNow());
    }

    private string Own() => $$"""{"keys":[{{string.Join(',', keys.Published().Where(k => k.Purpose == SigningPurpose.Answer).Select(k =>
        $$"""{"kty":"EC","crv":"P-256","kid":"{{k.Kid}}","x":"{{k.X}}","y":"{{k.Y}}"}"""))}}]}""";
}
