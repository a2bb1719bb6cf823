using System.Runtime.InteropServices;

namespace Interop.Gateway.Batches.Sealed;

/// <summary>Where a sealed file ends: so many boxes in so many bytes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BoxMark(long Bytes, long Boxes);
