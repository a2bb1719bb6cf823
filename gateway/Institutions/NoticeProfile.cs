namespace Interop.Gateway.Institutions;

/// <summary>Where an institution is told that something is ready to be fetched; on this machine or in a private network only where <paramref name="Inside"/> says so.</summary>
internal sealed record NoticeProfile(Uri Address, bool Inside = false);
