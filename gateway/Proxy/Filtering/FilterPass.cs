using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>
/// The way through one answer. It is shown the answer in windows, each beginning where the last was settled, and writes what leaves.
/// <code>
/// { "a" : 1 , "b" : 2 }
/// ^                   ^  a brace leaves with the white space before it
///  ^^^^^^^^              a first member leaves with the white space before it
///          ^^^^^^^^^^^   a further one with the comma too, unless nothing is left before it
/// </code>
/// Nothing of a member is written before its value is judged, since a value of another kind than its grant expects is removed.
/// </summary>
internal sealed class FilterPass(FieldNode root, FieldReducer reduce, IBufferWriter<byte> to)
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = FieldFilter.MaxDepth + 1 };

    private readonly Frame[] frames = new Frame[root.Deepest + 1];
    private int top = -1;
    private JsonReaderState state = new(Strict);
    private Mode mode;
    private int depth;            // where the value being copied or dropped ends
    private int next;             // where the reader goes on
    private int gap;              // end of the last token: what lies from there to the next is white space and a comma
    private int member = -1;      // where the member whose value comes next begins; -1 when there is none
    private FieldNode? memberNode;
    private int runFrom, runTo;   // what is decided to leave, and not yet written

    private enum Mode { Judge, Copy, Drop }

    public long Removed { get; private set; }
    public long Reduced { get; private set; }
    public FilterOutcome Outcome { get; private set; }

    /// <summary>Goes on through a window of valid UTF-8.</summary>
    /// <returns>The bytes that are settled: the next window begins after them.</returns>
    public int Advance(ReadOnlySpan<byte> window, bool last)
    {
        (runFrom, runTo) = (0, 0);
        var reader = new Utf8JsonReader(window[next..], last, state);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= FieldFilter.MaxDepth)
                    Outcome = FilterOutcome.TooDeep;
                else if (mode == Mode.Judge)
                    Judge(ref reader, window);
                else if (reader.CurrentDepth == depth && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                    Pass(window, next + (int)reader.BytesConsumed, Mode.Judge);
                if (Outcome != FilterOutcome.Completed)
                    return 0;
            }
        }
        catch (JsonException)
        {
            Outcome = FilterOutcome.NotJson;
            return 0;
        }
        state = reader.CurrentState;
        next += (int)reader.BytesConsumed;
        if (mode != Mode.Judge)
            Pass(window, next, mode);
        if (last)
            Keep(window, gap, window.Length);
        WriteRun(window);
        var settled = member >= 0 ? member : gap;
        (next, gap, member) = (next - settled, gap - settled, member >= 0 ? 0 : -1);
        return settled;
    }

    private void Judge(ref Utf8JsonReader reader, ReadOnlySpan<byte> window)
    {
        int start = next + (int)reader.TokenStartIndex, end = next + (int)reader.BytesConsumed;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                ref var frame = ref frames[top];
                memberNode = frame.Node.Find(reader.ValueSpan, reader.ValueIsEscaped);
                if (memberNode is not null)
                    member = frame.HasMember ? gap : gap + window[gap..start].IndexOf((byte)',') + 1;
                else
                    Drop(reader.CurrentDepth);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Keep(window, gap, end);
                top--;
                break;
            default:
                Value(ref reader, window, start, end);
                break;
        }
        gap = end;
    }

    private void Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> window, int start, int end)
    {
        var isMember = member >= 0;
        var from = isMember ? member : gap;
        var node = isMember ? memberNode! : top < 0 ? root : frames[top].Node.Elements!;
        var type = reader.TokenType;
        member = -1;
        if (node.Reduction is { } reduction)
        {
            if (reduction == Reduction.Whole || (type == JsonTokenType.Null && reduction != Reduction.Present))
                Keep(window, from, end);
            else if (ReducedValue(ref reader, node, end - start) is { } reduced)
                Replace(window, from, start, reduced);
            else
            {
                if (Outcome == FilterOutcome.Completed)
                    Remove(window, from, start, end, type, isMember, reader.CurrentDepth);
                return;
            }
            if (isMember)
                frames[top].HasMember = true;
            if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
                (mode, depth) = (reduction == Reduction.Whole ? Mode.Copy : Mode.Drop, reader.CurrentDepth);
            return;
        }
        if (type == JsonTokenType.StartObject ? !node.HasNames : type != JsonTokenType.StartArray || node.Elements is null)
        {
            Remove(window, from, start, end, type, isMember, reader.CurrentDepth);
            return;
        }
        Keep(window, from, end);
        if (isMember)
            frames[top].HasMember = true;
        frames[++top] = new(node);
    }

    /// <summary>A member goes; an element, or the whole document, leaves a null, so that the others keep their place and the document is one.</summary>
    private void Remove(ReadOnlySpan<byte> window, int from, int start, int end, JsonTokenType type, bool isMember, int at)
    {
        if (type == JsonTokenType.Null && !isMember)
        {
            Keep(window, from, end);
            return;
        }
        Removed++;
        if (!isMember)
        {
            Keep(window, from, start);
            Write(window, "null"u8);
        }
        if (type is JsonTokenType.StartObject or JsonTokenType.StartArray)
            (mode, depth) = (Mode.Drop, at);
    }

    private void Drop(int at)
    {
        Removed++;
        (mode, depth) = (Mode.Drop, at);
    }

    /// <summary>The value as it leaves, in JSON; null where it cannot be reduced.</summary>
    private byte[]? ReducedValue(ref Utf8JsonReader reader, FieldNode node, int length)
    {
        if (node.Reduction == Reduction.Present)
            return reader.TokenType == JsonTokenType.Null ? "false"u8.ToArray() : "true"u8.ToArray();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
            return null;
        if (length > FieldFilter.MaxReduced)
        {
            Outcome = FilterOutcome.TokenTooLarge;
            return null;
        }
        var text = TextOf(ref reader);
        return text is null || reduce(text, node.Reduction!.Value, node.Path) is not { } reduced
            ? null
            : [(byte)'"', .. JsonEncodedText.Encode(reduced, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        var written = reader.ValueSpan;
        // 1.0 and 1e0 are the number 1 written otherwise: neither has digits of which a part could be told.
        if (reader.TokenType == JsonTokenType.Number)
            return written.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? null : Encoding.ASCII.GetString(written);
        if (!reader.ValueIsEscaped)
            return Encoding.UTF8.GetString(written);
        var plain = ArrayPool<byte>.Shared.Rent(written.Length);
        var text = JsonText.TryUnescape(written, plain, out var length) ? Encoding.UTF8.GetString(plain, 0, length) : null;
        ArrayPool<byte>.Shared.Return(plain, clearArray: true);
        return text;
    }

    private void Replace(ReadOnlySpan<byte> window, int from, int start, ReadOnlySpan<byte> by)
    {
        Reduced++;
        Keep(window, from, start);
        Write(window, by);
    }

    /// <summary>Copies or drops up to a place, and goes on in another way from there.</summary>
    private void Pass(ReadOnlySpan<byte> window, int end, Mode then)
    {
        if (mode == Mode.Copy)
            Keep(window, gap, end);
        (gap, mode) = (end, then);
    }

    private void Keep(ReadOnlySpan<byte> window, int from, int end)
    {
        if (from != runTo)
        {
            WriteRun(window);
            runFrom = from;
        }
        runTo = end;
    }

    private void Write(ReadOnlySpan<byte> window, ReadOnlySpan<byte> text)
    {
        WriteRun(window);
        to.Write(text);
    }

    private void WriteRun(ReadOnlySpan<byte> window)
    {
        if (runTo > runFrom)
            to.Write(window[runFrom..runTo]);
        runFrom = runTo;
    }

    /// <summary>An object or array that is being judged, and whether a member of it has left.</summary>
    private record struct Frame(FieldNode Node)
    {
        public bool HasMember { get; set; }
    }
}
