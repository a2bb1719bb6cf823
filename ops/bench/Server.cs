using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Interop.Bench;

/// <summary>A server in a process of its own on a free loopback port; ended by its own process id.</summary>
internal sealed class Server : IDisposable
{
    private readonly Process process;

    private Server(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <summary>Resident memory now, in MiB.</summary>
    public double RssMb => Mb("VmRSS:");

    /// <summary>The most resident memory since the start or <see cref="ForgetPeak"/>, in MiB.</summary>
    public double PeakMb => Mb("VmHWM:");

    /// <summary>The peak is what there is now (proc(5), clear_refs).</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    /// <summary>As <see cref="StartAsync(TimeSpan, string, string[])"/>, within two minutes.</summary>
    public static Task<Server> StartAsync(string assembly, params string[] arguments) => StartAsync(TimeSpan.FromMinutes(2), assembly, arguments);

    /// <summary>Starts <c>dotnet {assembly} {arguments}</c>, where <c>{url}</c> stands for the address, and waits until it listens.</summary>
    public static async Task<Server> StartAsync(TimeSpan patience, string assembly, params string[] arguments)
    {
        var port = FreePort();
        var url = $"http://127.0.0.1:{port}";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument.Replace("{url}", url, StringComparison.Ordinal));
        var started = Process.Start(start)!;
        started.OutputDataReceived += static (_, _) => { };
        started.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < patience;)
        {
            if (started.HasExited)
                throw new InvalidOperationException($"{Path.GetFileName(assembly)} ended with {started.ExitCode} before it listened.");
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return new(started, url);
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
        started.Kill(entireProcessTree: true);
        throw new TimeoutException($"{Path.GetFileName(assembly)} did not listen within {patience}.");
    }

    private double Mb(string field) => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024.0;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
