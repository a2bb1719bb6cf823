using System.Diagnostics;
using System.Text.Json;
using Interop.Gateway.Configuration;

namespace Interop.System.Tests.Streams;

/// <summary>The hub as a process of its own over a data folder, so that it can be killed.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly Process process;

    private HubProcess(Process process, string data) => (this.process, Data) = (process, data);

    public string Data { get; }

    public int Id => process.Id;

    /// <summary>Where its broker listens; null while it has none.</summary>
    public string? Broker
    {
        get
        {
            try
            {
                return JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "streams.json"))).RootElement.GetProperty("bootstrapServers").GetString();
            }
            catch (Exception e) when (e is IOException or JsonException)
            {
                return null;
            }
        }
    }

    public static HubProcess Start(string data, params string[] settings)
    {
        var program = Path.ChangeExtension(typeof(HubSettings).Assembly.Location, null);
        var start = new ProcessStartInfo(program, ["--data", data, "--urls", "http://127.0.0.1:0", "--people", "2000", .. settings])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(program)!,
        };
        var started = Process.Start(start)!;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new(started, data);
    }

    /// <summary>Processes that the hub has started.</summary>
    public static int[] ChildrenOf(int parent)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse),
                .. Directory.GetDirectories($"/proc/{parent}/task").Where(t => !t.EndsWith($"/{parent}", StringComparison.Ordinal)).SelectMany(t => File.ReadAllText($"{t}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Kills without a word (SIGKILL).</summary>
    public void Kill()
    {
        if (!process.HasExited)
            process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        await process.WaitForExitAsync(patience.Token);
        process.Dispose();
    }
}
