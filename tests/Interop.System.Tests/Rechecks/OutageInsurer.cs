using System.Security.Cryptography;
using Interop.Country;

namespace Interop.System.Tests.Rechecks;

/// <summary>The insurer of the fixture's country as a server of the test's own, which can be stopped and comes back at the same address.</summary>
internal sealed class OutageInsurer : IAsyncDisposable
{
    private const string Key = "insurer-of-the-outage";

    private readonly string folder;
    private InsurerListener? listener;

    private OutageInsurer(string folder, InsurerListener listener) => (this.folder, this.listener, Address) = (folder, listener, listener.Address);

    public Uri Address { get; }

    /// <summary>Settings that let a hub read it.</summary>
    public string[] Settings => [$"--Registries:health-insurance:Connection={Address}", $"--Registries:health-insurance:Credential={Key}"];

    public static async Task<OutageInsurer> StartAsync(string folder)
    {
        for (var tries = 0; ; tries++)
            try
            {
                // Below the ports that systems give away by themselves: nobody must get this one while the insurer is down.
                return new(folder, await InsurerListener.StartAsync(folder, $"http://127.0.0.1:{RandomNumberGenerator.GetInt32(20_000, 30_000)}", Key, TestContext.Current.CancellationToken));
            }
            catch (IOException) when (tries < 20)
            {
                // Taken by somebody else.
            }
    }

    public async Task StopAsync()
    {
        if (listener is { } running)
            await running.DisposeAsync();
        listener = null;
    }

    public async Task ReturnAsync() => listener = await InsurerListener.StartAsync(folder, Address.ToString(), Key, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await StopAsync();
}
