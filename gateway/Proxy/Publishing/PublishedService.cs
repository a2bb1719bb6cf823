using Interop.Gateway.Proxy.Contracts;
using Interop.Schemas.Catalogue;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Interop.Gateway.Proxy.Publishing;

/// <summary>A service that the hub publishes, checked and ready to be called.</summary>
internal sealed class PublishedService
{
    /// <summary><c>institution/service</c>.</summary>
    public required string Name { get; init; }
    public required Title Title { get; init; }
    /// <summary>The file that published it.</summary>
    public required string File { get; init; }
    public required OperationTable Operations { get; init; }
    /// <summary>Header and value that the provider wants; a secret.</summary>
    public (string Header, string Value)? Credential { get; init; }
    /// <summary>Time without any sign from the provider after which a call is given up.</summary>
    public required TimeSpan Timeout { get; init; }
    /// <summary>The destinations, as YARP balances and watches them.</summary>
    public required ClusterConfig Cluster { get; init; }
    /// <summary>How YARP forwards.</summary>
    public required ForwarderRequestConfig Forwarding { get; init; }

    public override string ToString() => Name;
}
