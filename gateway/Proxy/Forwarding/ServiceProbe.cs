using Interop.Gateway.Proxy.Publishing;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>Asks a destination whether it is well, with the credential that the provider wants of every caller.</summary>
internal sealed class ServiceProbe(ServicePublication services) : IProbingRequestFactory
{
    public HttpRequestMessage CreateRequest(ClusterModel cluster, DestinationModel destination)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, destination.Config.Address + cluster.Config.HealthCheck!.Active!.Path);
        if (services.Current.All.FirstOrDefault(s => s.Name == cluster.Config.ClusterId)?.Credential is { } credential)
            request.Headers.TryAddWithoutValidation(credential.Header, credential.Value);
        return request;
    }
}
