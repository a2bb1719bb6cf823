using System.Net;
using System.Net.Quic;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Interop.Gateway.Transport;

/// <summary>The addresses the hub listens on, as <c>--urls</c> gives them, separated by semicolons.</summary>
internal sealed class Listening(string urls)
{
    private readonly string[] addresses = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True where a browser or partner may come by https.</summary>
    public bool Secure => addresses.Any(IsSecure);

    /// <summary>HTTP/3 needs a library that not every system has.</summary>
    public static bool Http3 => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()) && QuicListener.IsSupported;

    public IEnumerable<string> Faults()
    {
        if (addresses.Length == 0)
            yield return $"--urls is '{urls}'; name at least one address, e.g. http://127.0.0.1:8080";
        foreach (var address in addresses)
            if (!address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !IsSecure(address))
                yield return $"--urls names '{address}', which is neither http:// nor https://";
            else if (!IsWhole(address))
                yield return $"--urls names '{address}', which is not an address such as https://0.0.0.0:8443";
    }

    /// <summary>Opens all of them when the server starts.</summary>
    public void Open(KestrelServerOptions server)
    {
        foreach (var text in addresses)
        {
            var address = BindingAddress.Parse(text);
            void Configure(ListenOptions listen) => Secured(listen, IsSecure(text));
            if (address.IsUnixPipe)
                server.ListenUnixSocket(address.UnixPipePath, Configure);
            else if (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
                server.ListenLocalhost(address.Port, Configure);
            else if (IPAddress.TryParse(address.Host, out var ip))
                server.Listen(ip, address.Port, Configure);
            else
                server.ListenAnyIP(address.Port, Configure);
        }
    }

    private static void Secured(ListenOptions listen, bool secure)
    {
        if (!secure)
            return;
        listen.Protocols = Http3 ? HttpProtocols.Http1AndHttp2AndHttp3 : HttpProtocols.Http1AndHttp2;
        var handshake = listen.ApplicationServices.GetRequiredService<TlsHandshake>();
        listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => new(handshake.Next()) });
    }

    private static bool IsSecure(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static bool IsWhole(string address)
    {
        try
        {
            return BindingAddress.Parse(address).PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
