using System.Buffers.Binary;
using Interop.Gateway.Audit;

namespace Interop.Gateway.Misuse;

/// <summary>
/// What one actor did in one period. Every part has an upper bound, and none depends on the order in which entries came, so that a log read
/// twice, or by two threads' chance order, tells the same.
/// </summary>
internal sealed class Tally
{
    public const int MostKeys = 4;
    public const int MostEntries = 50;
    public const int MostPeople = 20_000;

    public string Institution { get; init; } = "";
    public string? User { get; init; }
    public SortedSet<string> Keys { get; init; } = [];
    public HashSet<ulong> People { get; init; } = [];
    public HashSet<ulong> NotFound { get; init; } = [];
    public SortedSet<long> Entries { get; init; } = [];
    public long Exchanges { get; set; }

    public void Add(long index, AuditEntry entry, bool found)
    {
        Exchanges++;
        Keep(Entries, index, MostEntries);
        if (entry.Key is { } key)
            Keep(Keys, key, MostKeys);
        if (PersonOf(entry) is not { } person)
            return;
        if (People.Count < MostPeople)
            People.Add(person);
        if (!found && NotFound.Count < MostPeople)
            NotFound.Add(person);
    }

    public Finding As(SignalKind kind, Period period, long count, long usual) =>
        new(kind, Institution, User, [.. Keys], "", period.From, period.To, count, usual, [.. Entries]);

    /// <summary>Stands for the person while the program counts: a part of a keyed pseudonym. Null where the entry is about nobody.</summary>
    public static ulong? PersonOf(AuditEntry entry) =>
        entry.SubjectPseudonym.IsEmpty ? null : BinaryPrimitives.ReadUInt64BigEndian(entry.SubjectPseudonym.Span);

    /// <summary>Of all there were, the smallest: the same whatever order they came in.</summary>
    private static void Keep<T>(SortedSet<T> kept, T one, int most)
    {
        if (kept.Add(one) && kept.Count > most)
            kept.Remove(kept.Max!);
    }
}

/// <summary>A period of time; <paramref name="To"/> is its first moment after.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Period(DateTimeOffset From, DateTimeOffset To);
