using System.Xml.Linq;
using Dapper;
using Interop.Identity.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Interop.Identity.Sessions;

/// <summary>Keeps the keys that protect cookies and forms in the identity store, so that every process on it takes the cookies of the others.</summary>
internal sealed class SealedKeyRing(IdentityStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = store.Open();
        return [.. connection.Query<string>("select xml from session_key order by name").Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName) => store.Change((connection, transaction) => connection.Execute(
        "insert into session_key (name, xml) values (@friendlyName, @xml) on conflict (name) do nothing",
        new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }, transaction));
}

/// <summary>Seals what is secret in a key with the host's sealer.</summary>
internal sealed class KeySealer(IOptions<IdentityOptions> options) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", Convert.ToBase64String(options.Value.Seal!(plaintextElement.ToString(SaveOptions.DisableFormatting)))), typeof(KeyUnsealer));
}

/// <summary>Undoes <see cref="KeySealer"/>; made by the framework from the name that stands beside the sealed element.</summary>
internal sealed class KeyUnsealer(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
        services.GetRequiredService<IOptions<IdentityOptions>>().Value.Unseal!(Convert.FromBase64String(encryptedElement.Value)));
}
