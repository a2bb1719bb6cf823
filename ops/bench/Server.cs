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
    public double RssMb => MemoryMb("VmRSS:");

    /// <summary>The most that was resident so far, in MiB.</summary>
    public double PeakMb => MemoryMb("VmHWM:");

    /// <summary>Starts <c>dotnet {assembly} {arguments}</c>, where <c>{url}</c> stands for the address, and waits until it listens.</summary>
    public static async Task<Server> StartAsync(string assembly, params string[] arguments)
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
        for (var tries = 0; tries < 1200; tries++)
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
        throw new TimeoutException($"{Path.GetFileName(assembly)} did not listen within two minutes.");
    }

    private double MemoryMb(string line) => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(line, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
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
