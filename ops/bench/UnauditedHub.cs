using System.Globalization;
using Interop.Gateway.Audit;
using Interop.Gateway.Configuration;
using Interop.Gateway.Hosting;

namespace Interop.Bench;

/// <summary>The hub as it is, but for a log that records nothing: what a check costs without its record.</summary>
internal static class UnauditedHub
{
    public static async Task<int> ServeAsync(string url, string data, string people)
    {
        var settings = new HubSettings
        {
            Data = data, Urls = url, People = int.Parse(people, CultureInfo.InvariantCulture),
            Configuration = ["--Limits:Key:PerSecond=100000", "--Limits:Key:Burst=1000000", "--Limits:Key:PerDay=1000000000"],
        };
        await using var hub = await HubHost.StartAsync(settings, null, static builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(new AuditOptions { File = Path.Combine(Path.GetTempPath(), $"interop-unaudited-{Environment.ProcessId}.db"), Origin = "interop.bench/none", Signer = new("interop.bench/none", new byte[32]), Unrecorded = true });
        }, CancellationToken.None);
        await hub.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }
}
