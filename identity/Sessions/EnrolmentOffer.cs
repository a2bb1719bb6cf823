using System.Globalization;
using System.Security.Cryptography;
using Interop.Identity.People;
using Microsoft.AspNetCore.DataProtection;

namespace Interop.Identity.Sessions;

/// <summary>
/// A second factor that is offered and not yet taken up. It travels in the form, protected and bound to the person, so that nothing is kept
/// for those who turn back.
/// </summary>
internal sealed class EnrolmentOffer(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(30);

    private readonly IDataProtector protector = protection.CreateProtector("Interop.Identity.EnrolmentOffer");

    /// <summary>A new secret, and the text that gives it back to <see cref="Open"/>.</summary>
    public (string Secret, string Offer) Make(PersonRow person)
    {
        var secret = Totp.NewSecret();
        var until = (time.GetUtcNow() + Good).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return (secret, protector.Protect(string.Join(' ', person.Id, person.SessionStamp, until, secret)));
    }

    /// <summary>The secret offered to the person; null when the text is another's, too old, or none.</summary>
    public string? Open(PersonRow person, string offer)
    {
        try
        {
            return protector.Unprotect(offer).Split(' ') is [var id, var stamp, var until, var secret]
                && id == person.Id && stamp == person.SessionStamp && long.Parse(until, NumberStyles.None, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
                ? secret
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
