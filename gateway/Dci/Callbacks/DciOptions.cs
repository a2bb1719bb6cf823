namespace Interop.Gateway.Dci.Callbacks;

/// <summary>The section <c>Dci</c> of the configuration.</summary>
internal sealed class DciOptions
{
    /// <summary>Messages of one institution that wait for their answers at most; what comes beyond is refused.</summary>
    public int MostWaiting { get; set; } = 2_000;

    /// <summary>How long a partner may take to say that it has an answer.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromSeconds(10);
}
