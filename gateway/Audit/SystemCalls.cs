using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Interop.Gateway.Audit;

/// <summary>Two calls of the kernel that .NET does not offer, because the audit log makes thousands of them a second; elsewhere than on Linux, what it does offer.</summary>
internal static class SystemCalls
{
    /// <summary>
    /// Waits for less than a millisecond, and without keeping the processor: whoever yields in a loop has it all the same when nobody else wants it, and
    /// loses it for a whole slice when somebody does.
    /// </summary>
    public static void Wait(TimeSpan time)
    {
        if (OperatingSystem.IsLinux())
        {
            var nanoseconds = time.Ticks * TimeSpan.NanosecondsPerTick;
            var request = new TimeSpec((nint)(nanoseconds / 1_000_000_000), (nint)(nanoseconds % 1_000_000_000));
            _ = nanosleep(in request, 0);   // a signal may cut it short, which does no harm
        }
        else
            Thread.Yield();
    }

    /// <summary>Brings what was written to the disk. The time of the change is not brought there with it, which would be a write more (fdatasync(2)).</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.FlushToDisk(file);
        else if (fdatasync(file) != 0)
            throw new IOException($"The audit log's tail could not be brought to the disk: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

#pragma warning disable IDE1006, SA1300 // the names are the kernel's
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fdatasync(SafeFileHandle file);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int nanosleep(in TimeSpec request, nint remaining);
#pragma warning restore IDE1006, SA1300

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(nint Seconds, nint Nanoseconds);
}
