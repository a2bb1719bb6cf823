using System.Buffers.Binary;
using System.Security.Cryptography;
using Interop.Gateway.Audit;
using Interop.Gateway.Misuse;

namespace Interop.Gateway.Tests.Misuse;

/// <summary>Made-up entries, in the order they are added; people are numbers.</summary>
internal sealed class Traffic
{
    /// <summary>Eight in the morning in Cambodia.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);

    /// <summary>Eleven at night in Cambodia.</summary>
    public static readonly DateTimeOffset Night = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);

    public List<(long Index, AuditEntry Entry)> Entries { get; } = [];

    public Traffic Add(DateTimeOffset at, int person, string institution = "hospital-a", string? user = null, string key = "key-1", string purpose = "TREAT", bool found = true, string operation = "lookup")
    {
        Entries.Add((Entries.Count, new()
        {
            Exchange = Guid.CreateVersion7(at), Phase = AuditPhase.Completed, At = at, Institution = institution, Key = key, User = user, Door = "native",
            Operation = operation, Purpose = purpose, SubjectPseudonym = Pseudonym(person), Outcome = found ? "answered" : "subject-not-found",
        }));
        return this;
    }

    /// <summary>So many entries over a span of time, each made by its number.</summary>
    public Traffic Spread(int count, DateTimeOffset from, TimeSpan over, Action<Traffic, int, DateTimeOffset> add)
    {
        for (var i = 0; i < count; i++)
            add(this, i, from + (over * i / count));
        return this;
    }

    /// <summary>What a detector finds in it when all is over.</summary>
    public Finding[] Seen(Detector detector, IEnumerable<(long Index, AuditEntry Entry)>? order = null)
    {
        foreach (var (index, entry) in order ?? Entries)
            detector.Observe(index, entry);
        return [.. detector.Close(Entries.Max(e => e.Entry.At) + TimeSpan.FromDays(60))];
    }

    public static byte[] Pseudonym(int person)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, person);
        return SHA256.HashData(number);
    }
}
