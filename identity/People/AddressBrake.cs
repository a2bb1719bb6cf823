using System.Collections.Concurrent;
using System.Net;

namespace Interop.Identity.People;

/// <summary>Stops an address that fails to sign in again and again, whoever it claims to be: 30 failures in ten minutes, in each process.</summary>
internal sealed class AddressBrake(TimeProvider time)
{
    private const int Most = 30;
    private const int MostAddresses = 20_000; // someone with many addresses must not fill the memory
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<UInt128, (int Failures, DateTimeOffset Since)> addresses = new();

    public bool Holds(IPAddress? from) =>
        addresses.TryGetValue(KeyOf(from), out var seen) && seen.Failures >= Most && time.GetUtcNow() - seen.Since < Window;

    public void Failed(IPAddress? from)
    {
        var now = time.GetUtcNow();
        if (addresses.Count >= MostAddresses)
            Forget(now);
        addresses.AddOrUpdate(KeyOf(from), (1, now), (_, seen) => now - seen.Since < Window ? (seen.Failures + 1, seen.Since) : (1, now));
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (address, seen) in addresses)
            if (now - seen.Since >= Window)
                addresses.TryRemove(address, out _);
        if (addresses.Count >= MostAddresses)
            addresses.Clear();
    }

    /// <summary>An IPv4 address, or the /64 of an IPv6 one, which one subscriber commonly holds whole (RFC 6177 §2).</summary>
    private static UInt128 KeyOf(IPAddress? from)
    {
        if (from is null)
            return UInt128.Zero;
        Span<byte> bytes = stackalloc byte[16];
        from.MapToIPv6().TryWriteBytes(bytes, out _);
        if (from is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            bytes[8..].Clear();
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
