using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Interop.Gateway.Demo;

namespace Interop.System.Tests.Batches;

/// <summary>The hub in a process of its own, over a country and state of its own, so that it can be killed.</summary>
internal sealed class HubProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private HubProcess(Process process, string address) => (this.process, Address) = (process, address);

    /// <summary>As the hub wrote it when it came up.</summary>
    internal DemoFile Demo { get; private set; } = null!;

    public string Address { get; }

    /// <summary>Starts it and returns when it answers.</summary>
    public static async Task<HubProcess> StartAsync(HttpClient http, string data, params string[] settings)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        // The shell becomes the hub. What it says goes nowhere: a pipe would have to be read, and outlives whoever is killed.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "exec \"$0\" \"$@\" > /dev/null 2>&1", Path.Combine(AppContext.BaseDirectory, "Interop.Gateway"), "--data", data, "--urls", address, .. settings])
            start.ArgumentList.Add(argument);
        var hub = new HubProcess(Process.Start(start)!, address);
        using var deadline = new CancellationTokenSource(Longest, TimeProvider.System);
        for (var begun = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                hub.process.HasExited.ShouldBeFalse("the hub ended before it answered");
                await http.GetStringAsync(new Uri(address + "/health/live"), deadline.Token);
                hub.Demo = (await Patience.UntilAsync(() => Task.FromResult(DemoFile.Read(Path.Combine(data, "demo.json"))), d => d?.BaseUrl == address, "the hub's demo.json"))!;
                return hub;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(begun) < Longest)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
            }
            catch
            {
                hub.Dispose();
                throw;
            }
        }
    }

    /// <summary>SIGKILL: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync()
    {
        using var deadline = new CancellationTokenSource(Longest, TimeProvider.System);
        process.Kill();
        await process.WaitForExitAsync(deadline.Token);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
