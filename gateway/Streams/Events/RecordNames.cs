using System.Buffers.Text;
using System.Security.Cryptography;
using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Streams.Events;

/// <summary>How events name people and records without telling who: a pseudonym of their own use, and a sealed key that this hub alone opens.</summary>
internal sealed class RecordNames(HubKeys keys, ReferenceDirectory directory, RegistrySet registries) : IDisposable
{
    private readonly Pseudonymiser pseudonyms = keys.PseudonymsFor("streams");
    private readonly Sealer sealer = keys.SealerFor("streams");

    /// <summary>
    /// The person's pseudonym: made of the key under which the best registry that knows the person knows them, so that all of their events have the
    /// same; of the record's own key while nobody else knows whose it is.
    /// </summary>
    public string PersonOf(RegistryAdapter registry, string localKey, KnownPerson? known)
    {
        if (known is not null && registry.Mapping.Precedence > 1)
            foreach (var identifier in known.Identifiers)
                if (directory.Resolve(identifier.Key, identifier.Value) is { Outcome: ResolutionOutcome.Found } person)
                    foreach (var link in registries.All)
                        if (person.References.Where(r => r.Registry == link.Registry && r.LocalKey is not null).MinBy(r => r.LocalKey, StringComparer.Ordinal) is { } reference)
                            return Pseudonym(reference.Registry, reference.LocalKey!);
        return Pseudonym(registry.Registry, localKey);
    }

    /// <summary>A pseudonym of the record itself, for what is to be found again in the store.</summary>
    public string NameOf(string registry, string localKey) => Pseudonym("record\0" + registry, localKey);

    public string Seal(string registry, string localKey) => Base64Url.EncodeToString(sealer.Seal($"{registry}\0{localKey}"));

    /// <summary>The record's key; null when another hub sealed it, or for another registry.</summary>
    public string? Open(string registry, string sealedKey)
    {
        try
        {
            var text = sealer.Open(Base64Url.DecodeFromChars(sealedKey));
            return text.StartsWith(registry + '\0', StringComparison.Ordinal) ? text[(registry.Length + 1)..] : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Dispose() => sealer.Dispose();

    private string Pseudonym(string registry, string key) => Convert.ToHexStringLower(pseudonyms.Of(registry, key));
}
