using System.Net;
using System.Net.Sockets;
using Interop.Identity.Signing;

namespace Interop.Gateway.Institutions;

/// <summary>
/// Where the hub may send answers of its own accord: to public addresses by https, and to this machine or a private network only where an operator has said
/// so of the institution. A name is looked at when it is called, as whom it leads to is decided by the partner, and may change between two calls.
/// Source: the IANA special-purpose address registries (RFC 6890).
/// </summary>
internal static class CallbackAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>All of IPv6 that is given out to networks; the rest is this machine, a link, a site, or an IPv4 address in another spelling.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>What is wrong with an address; null when it will do.</summary>
    /// <param name="address">As configured.</param>
    /// <param name="inside">Whether it may be on this machine or in a private network.</param>
    /// <param name="setting">What an operator sets to allow that.</param>
    public static string? Fault(Uri address, bool inside, string setting)
    {
        if (!PartnerKeySource.Takes(address))
            return "is not an https address, nor an http one of this machine";
        var host = address.IdnHost.TrimEnd('.');
        var isPrivate = IPAddress.TryParse(host, out var literal) ? !IsPublic(literal) : host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal);
        return isPrivate && !inside ? $"is on this machine or in a private network, which {setting} must allow" : null;
    }

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Special.Any(n => n.Contains(address));
    }

    /// <summary>Connects to the first address of a host that may be called and answers; what was looked at is what is connected to.</summary>
    /// <exception cref="SocketException">None answers, or (<see cref="SocketError.AccessDenied"/>) none may be called.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool inside, CancellationToken cancellation)
    {
        var addresses = (await Dns.GetHostAddressesAsync(host.Host, cancellation)).Where(a => inside || IsPublic(a)).ToArray();
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.AccessDenied);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
