using Interop.Gateway.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace Interop.Gateway.Proxy.Publishing;

/// <summary>
/// Publishes the services of a folder, and again whenever the folder changes: the files are read a moment after a change, YARP makes
/// its clusters of the new set, and only then the door looks services up in it, so that no service is found before it can be called.
/// </summary>
internal sealed class ServicePublication : IProxyConfigProvider, IConfigChangeListener, IDisposable
{
    /// <summary>A file is often written in several steps; those later than this are read once more.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly ServiceFolder folder;
    private readonly ILogger<ServicePublication> logger;
    private readonly FileSystemWatcher watcher;
    private readonly ITimer settling;
    private ServiceSet next;
    private volatile ServiceSet current;
    private bool touched;
    private bool disposed;

    /// <exception cref="ConfigurationFaultException">A file is wrong; the message lists every fault of every file.</exception>
    public ServicePublication(string path, ServiceFile file, TimeProvider time, ILogger<ServicePublication> logger)
    {
        this.logger = logger;
        folder = new(path, file);
        // Watched before it is read, so that nothing is missed in between.
        settling = time.CreateTimer(static p => ((ServicePublication)p!).Reload(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        watcher = new(path) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size };
        watcher.Created += Changed;
        watcher.Changed += Changed;
        watcher.Deleted += Changed;
        watcher.Renamed += Changed;
        watcher.Error += (_, _) => Touched();   // so many changes that some were lost
        watcher.EnableRaisingEvents = true;
        next = current = folder.Read();
        if (folder.Faults.Count == 0)
            return;
        Dispose();
        throw new ConfigurationFaultException(folder.Faults);
    }

    /// <summary>The services that can be called now.</summary>
    public ServiceSet Current => current;

    /// <summary>What is wrong with files changed since the start; the services they describe stay as they were.</summary>
    public IReadOnlyList<string> Faults => folder.Faults;

    public IProxyConfig GetConfig()
    {
        lock (gate)
            return next;
    }

    public void ConfigurationApplied(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
        var applied = proxyConfigs.OfType<ServiceSet>().Single();
        if (ReferenceEquals(Interlocked.Exchange(ref current, applied), applied))
            return;
        Log.ServicesPublished(logger, applied.Clusters.Count);
    }

    public void ConfigurationApplyingFailed(IReadOnlyList<IProxyConfig> proxyConfigs, Exception exception) => Log.ServicesNotApplied(logger, exception);

    public void ConfigurationLoaded(IReadOnlyList<IProxyConfig> proxyConfigs)
    {
    }

    public void ConfigurationLoadingFailed(IProxyConfigProvider configProvider, Exception exception) => Log.ServicesNotApplied(logger, exception);

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            watcher.Dispose();
            settling.Dispose();
        }
    }

    private void Changed(object sender, FileSystemEventArgs change) => Touched();

    private void Touched()
    {
        lock (gate)
        {
            // Counted from the first change, so that a folder that is never quiet is read all the same.
            if (!disposed && !touched)
                touched = settling.Change(Settled, Timeout.InfiniteTimeSpan);
        }
    }

    private void Reload()
    {
        ServiceSet before;
        lock (gate)
        {
            if (disposed)
                return;
            (before, touched) = (next, false);
            try
            {
                next = folder.Read();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.ServicesNotApplied(logger, e);
                return;
            }
            foreach (var fault in folder.Faults)
                Log.ServiceFileFault(logger, fault);
        }
        before.Supersede();
    }
}
