using System.Net;

namespace Interop.Gateway.Transport;

/// <summary>
/// What the hub takes from a connection before it knows who calls: settings <c>Transport:*</c>. The bounds are those of a service asked short
/// questions by other services; nothing a well-behaved caller does comes near them.
/// </summary>
internal sealed class TransportOptions
{
    /// <summary>Networks (CIDR, separated by commas) of the balancers whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; empty for none.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>How long a browser keeps to https (RFC 6797 §6.1.1); zero sends nothing.</summary>
    public TimeSpan HstsMaxAge { get; set; } = TimeSpan.FromDays(365);

    /// <summary>Connections at once; one more is closed.</summary>
    public int Connections { get; set; } = 10_000;

    /// <summary>Requests under way at once on one HTTP/2 connection.</summary>
    public int StreamsPerConnection { get; set; } = 100;

    /// <summary>Bytes of a request line.</summary>
    public int RequestLine { get; set; } = 8 * 1024;

    /// <summary>Header fields of a request.</summary>
    public int HeaderCount { get; set; } = 64;

    /// <summary>Bytes of all header fields of a request.</summary>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Time a request line and its header fields may take.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time a connection may rest between two requests.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes a second below which a body is given up, in either direction, after a grace of <see cref="RateGrace"/>.</summary>
    public double LeastRate { get; set; } = 240;

    public TimeSpan RateGrace { get; set; } = TimeSpan.FromSeconds(5);

    internal IEnumerable<IPNetwork> Proxies() => Split().Select(IPNetwork.Parse);

    internal IEnumerable<string> Faults()
    {
        foreach (var network in Split().Where(n => !IPNetwork.TryParse(n, out _)))
            yield return $"Transport:TrustedProxies names '{network}', which is not a network such as 10.1.0.0/16";
        if (HstsMaxAge < TimeSpan.Zero)
            yield return $"Transport:HstsMaxAge is {HstsMaxAge}; it must be zero or more";
        if (Connections < 1)
            yield return $"Transport:Connections is {Connections}; it must be 1 or more";
        if (StreamsPerConnection < 1)
            yield return $"Transport:StreamsPerConnection is {StreamsPerConnection}; it must be 1 or more";
        if (RequestLine is < 256 or > 64 * 1024)
            yield return $"Transport:RequestLine is {RequestLine}; it must lie between 256 and 65536";
        if (HeaderCount is < 16 or > 1_000)
            yield return $"Transport:HeaderCount is {HeaderCount}; it must lie between 16 and 1000";
        if (HeaderBytes is < 1024 or > 1024 * 1024)
            yield return $"Transport:HeaderBytes is {HeaderBytes}; it must lie between 1024 and 1048576";
        if (HeadersTimeout < TimeSpan.FromSeconds(1) || KeepAlive < TimeSpan.FromSeconds(1))
            yield return $"Transport:HeadersTimeout is {HeadersTimeout} and Transport:KeepAlive {KeepAlive}; each must be 1 s or more";
        if (LeastRate is not (> 0 and <= 1_000_000) || RateGrace <= TimeSpan.FromSeconds(1))
            yield return $"Transport:LeastRate is {LeastRate} and Transport:RateGrace {RateGrace}; they must lie above zero, up to 1000000, and above 1 s";
    }

    private string[] Split() => TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
