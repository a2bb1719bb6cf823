namespace Interop.Gateway.Institutions;

/// <summary>Where an institution is told that something is ready to be fetched; on this machine or in a private network only where <paramref name="Inside"/> says so.</summary>
internal sealed record NoticeProfile(Uri Address, bool Inside = false)
{
    /// <summary>What is wrong with it; null when it will do.</summary>
    public string? Fault() => Address.IsAbsoluteUri && CallbackAddress.Fault(Address, Inside) is null ? null
        : $"notices.address '{Address}' may not be called; it must be https, and on this machine or in a private network only with notices.inside";
}
