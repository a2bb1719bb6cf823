using System.Diagnostics;

namespace Interop.Gateway.Streams.Broker;

/// <summary>A cluster that can be spoken to.</summary>
/// <param name="BootstrapServers">Where.</param>
/// <param name="Incarnation">Names what it holds: offsets of one incarnation mean nothing in another.</param>
internal sealed record BrokerAddress(string BootstrapServers, string Incarnation)
{
    /// <summary>Whether it is the one within a child process, which holds little and forgets all.</summary>
    public bool BuiltIn { get; init; }
}

/// <summary>The built-in cluster in a child process of the same program. It ends when its standard input does, so that it outlives no hub, however that ends.</summary>
internal sealed class RunningBroker : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private RunningBroker(Process process, BrokerAddress address) => (this.process, Address) = (process, address);

    public BrokerAddress Address { get; }

    public int ProcessId => process.Id;

    /// <summary>Ends when the process has.</summary>
    public Task Ended => process.WaitForExitAsync();

    /// <exception cref="IOException">It did not start.</exception>
    public static async Task<RunningBroker> StartAsync(StreamTopics topics, TimeProvider time, CancellationToken cancellation)
    {
        var start = Command();
        foreach (var argument in (string[])["streams", "broker", .. topics.Topics.SelectMany(t => (string[])["--topic", $"{t.Name}:{t.Partitions}"])])
            start.ArgumentList.Add(argument);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, true, false);
        var child = Process.Start(start)!;
        child.BeginErrorReadLine();   // the library talks about itself there
        try
        {
            if (await child.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(Longest, time, cancellation) is not { Length: > 0 } address)
                throw new IOException("The broker's process ended before it listened.");
            return new(child, new(address, $"built-in-{Guid.CreateVersion7(time.GetUtcNow()):N}") { BuiltIn = true });
        }
        catch (Exception e)
        {
            End(child);
            throw e is TimeoutException ? new IOException("The broker's process did not listen in time.", e) : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static void End(Process child)
    {
        if (!child.HasExited)
            child.Kill();
        child.Dispose();
    }

    /// <summary>This program, whatever host it runs in: by its own executable where that lies beside it, else by the runtime that runs us.</summary>
    private static ProcessStartInfo Command()
    {
        var program = typeof(RunningBroker).Assembly.Location;
        var own = Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null);
        if (File.Exists(own))
            return new(own);
        var root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), ["exec", program]);
    }
}
