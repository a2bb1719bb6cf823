using System.Globalization;
using System.Net;

namespace Interop.Identity.Keys;

/// <summary>The networks a key is bound to, as CIDR blocks (RFC 4632, RFC 4291 §2.3). None means that any address may use the key.</summary>
internal sealed class KeyNetworks
{
    private readonly IPNetwork[] blocks;

    private KeyNetworks(IPNetwork[] blocks) => this.blocks = blocks;

    /// <summary>Reads what <see cref="TryParse"/> let into the store.</summary>
    public static KeyNetworks FromStore(string text) =>
        new([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(block => IPNetwork.Parse(block))]);

    /// <summary>Reads blocks or single addresses, and names every one that is neither.</summary>
    public static bool TryParse(IEnumerable<string> texts, out KeyNetworks networks, out IReadOnlyList<string> wrong)
    {
        var read = new List<IPNetwork>();
        var refused = new List<string>();
        foreach (var text in texts)
        {
            if (TryBlock(text.Trim(), out var block))
                read.Add(block);
            else
                refused.Add(text);
        }

        networks = new([.. read.Distinct()]);
        wrong = refused;
        return refused.Count == 0;
    }

    /// <summary>Whether the key may be used from there. A listener on both families sees IPv4 as v4-mapped IPv6 (RFC 4291 §2.5.5.2).</summary>
    public bool Allow(IPAddress? from)
    {
        if (blocks.Length == 0)
            return true;
        if (from is null)
            return false;
        if (from.IsIPv4MappedToIPv6)
            from = from.MapToIPv4();
        foreach (var block in blocks)
        {
            if (block.Contains(from))
                return true;
        }

        return false;
    }

    /// <summary>The stored form: blocks parted by one space.</summary>
    public override string ToString() => string.Join(' ', blocks);

    private static bool TryBlock(string text, out IPNetwork block)
    {
        block = default;
        var slash = text.IndexOf('/');
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
            return false;

        var bits = address.GetAddressBytes().Length * 8;
        var prefix = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, null, out prefix) || prefix > bits))
            return false;

        if (address.IsIPv4MappedToIPv6 && prefix >= 96)
            (address, prefix) = (address.MapToIPv4(), prefix - 96);

        // Host bits below the prefix are more often a slip than a wish: 10.1.2.3/8 is refused, not widened.
        return IPNetwork.TryParse($"{address}/{prefix}", out block) && block.BaseAddress.Equals(address);
    }
}
