using Interop.Identity.Signing;
using Microsoft.Extensions.Options;

namespace Interop.Identity;

/// <summary>What the identity room needs to know of its surroundings.</summary>
public sealed class IdentityOptions
{
    /// <summary>The SQLite file of the access keys, e.g. <see cref="IdentityRegistration.StoreIn"/>. Its folder must exist.</summary>
    public string StoreFile { get; set; } = "";

    /// <summary>The institution codes a key may be issued to, asked anew at every issue.</summary>
    public Func<IReadOnlyCollection<string>>? Institutions { get; set; }

    /// <summary>Where an institution's public keys are; null for one that has none. Asked at every search, so a change holds at once.</summary>
    public Func<string, PartnerKeySource?> KeysOf { get; set; } = static _ => null;

    /// <summary>Encrypts a secret that must be read again, such as a private key, with a key that is not in the store.</summary>
    public Func<string, byte[]>? Seal { get; set; }

    /// <summary>Undoes <see cref="Seal"/>; throws when the box was sealed with another key or changed.</summary>
    public Func<byte[], string>? Unseal { get; set; }
}

internal sealed class IdentityOptionsValidator : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        string[] errors = [.. FileErrors(options.StoreFile), .. InstitutionErrors(options.Institutions), .. SealErrors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> FileErrors(string file)
    {
        if (string.IsNullOrWhiteSpace(file))
            yield return "IdentityOptions.StoreFile is empty: name the file that holds the access keys.";
        else if (Directory.Exists(file))
            yield return $"IdentityOptions.StoreFile '{file}' is a folder: name a file in it.";
        else if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            yield return $"IdentityOptions.StoreFile '{file}' lies in a folder that does not exist.";
    }

    private static IEnumerable<string> InstitutionErrors(Func<IReadOnlyCollection<string>>? institutions)
    {
        if (institutions is null)
        {
            yield return "IdentityOptions.Institutions is not set: give the codes a key may be issued to.";
            yield break;
        }

        foreach (var group in institutions().GroupBy(code => code, StringComparer.Ordinal))
        {
            if (string.IsNullOrWhiteSpace(group.Key))
                yield return "IdentityOptions.Institutions holds an empty code.";
            else if (group.Count() > 1)
                yield return $"IdentityOptions.Institutions holds '{group.Key}' {group.Count()} times.";
        }
    }

    private static IEnumerable<string> SealErrors(IdentityOptions options)
    {
        if (options.Seal is null || options.Unseal is null)
            yield return "IdentityOptions.Seal and Unseal are not set: private keys are not kept in clear.";
    }
}
