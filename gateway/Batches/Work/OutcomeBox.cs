using System.Buffers.Binary;
using System.Text;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// What came of a stretch of rows, as one sealed box: how far the batch is with it, its lines of results and its lines of rejects. A box is there whole or not
/// at all, so the last one is the checkpoint, and results, rejects and counts can never tell different stories.
/// </summary>
internal static class OutcomeBox
{
    private const int Head = 4 * sizeof(long) + sizeof(int);

    public static byte[] Write(RowCounts after, StringBuilder results, StringBuilder rejects)
    {
        var (first, second) = (results.ToString(), rejects.ToString());
        var length = Encoding.UTF8.GetByteCount(first);
        var box = new byte[Head + length + Encoding.UTF8.GetByteCount(second)];
        var numbers = (ReadOnlySpan<long>)[after.Done, after.Answered, after.Refused, after.Rejected];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(box.AsSpan(i * sizeof(long)), numbers[i]);
        BinaryPrimitives.WriteInt32LittleEndian(box.AsSpan(4 * sizeof(long)), length);
        Encoding.UTF8.GetBytes(first, box.AsSpan(Head));
        Encoding.UTF8.GetBytes(second, box.AsSpan(Head + length));
        return box;
    }

    public static RowCounts CountsOf(ReadOnlySpan<byte> box) => new(NumberAt(box, 0), NumberAt(box, 1), NumberAt(box, 2), NumberAt(box, 3));

    /// <summary>The lines of results, in UTF-8.</summary>
    public static ReadOnlyMemory<byte> ResultsOf(byte[] box) => box.AsMemory(Head, LengthOf(box));

    /// <summary>The lines of rejects, in UTF-8.</summary>
    public static ReadOnlyMemory<byte> RejectsOf(byte[] box) => box.AsMemory(Head + LengthOf(box));

    private static int LengthOf(ReadOnlySpan<byte> box) => BinaryPrimitives.ReadInt32LittleEndian(box[(4 * sizeof(long))..]);

    private static long NumberAt(ReadOnlySpan<byte> box, int number) => BinaryPrimitives.ReadInt64LittleEndian(box[(number * sizeof(long))..]);
}
