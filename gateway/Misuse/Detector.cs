using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Misuse;

/// <summary>
/// Looks for one pattern in the stream of audit entries, in the order of the log and in bounded memory. What it remembers can be written down
/// and taken up again by another process.
/// </summary>
internal abstract class Detector
{
    /// <summary>Cambodia keeps one time without summer time.</summary>
    protected static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);
    protected static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Under which its memory is kept.</summary>
    public abstract string Name { get; }

    /// <summary>Takes in the end of one exchange: an answer or a refusal.</summary>
    public abstract void Observe(long index, AuditEntry entry);

    /// <summary>Judges the periods that are over. Nothing later than <paramref name="now"/> has been observed.</summary>
    public Finding[] Close(DateTimeOffset now) => [.. Judge(now)];

    protected abstract IEnumerable<Finding> Judge(DateTimeOffset now);

    public abstract byte[] Save();

    /// <exception cref="JsonException">It was not written by <see cref="Save"/>.</exception>
    public abstract void Load(byte[] saved);

    protected static bool IsFound(AuditEntry entry) => entry.Outcome != ProblemKinds.SubjectNotFound.Code;

    /// <summary>The middle value; of two middle ones the lower.</summary>
    protected static T Median<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}

/// <summary>A detector whose memory is one object.</summary>
/// <typeparam name="TMemory">Has public properties that can be set, and nothing else worth keeping.</typeparam>
internal abstract class Detector<TMemory> : Detector where TMemory : new()
{
    protected TMemory Memory { get; private set; } = new();

    public override byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(Memory);

    public override void Load(byte[] saved) => Memory = JsonSerializer.Deserialize<TMemory>(saved) ?? new();
}

/// <summary>The tallies of one period, by actor.</summary>
internal sealed class Tallies
{
    public Dictionary<string, Tally> ByActor { get; init; } = [];

    /// <summary>Users told apart, by institution.</summary>
    public Dictionary<string, int> Users { get; init; } = [];

    /// <summary>The tally of a key.</summary>
    public Tally OfKey(AuditEntry entry) => Of($"{entry.Institution}\nkey\n{entry.Key}", entry.Institution, null);

    /// <summary>The tally of a user; null where none is named, or where there are more than <paramref name="most"/> and the name may be made up.</summary>
    public Tally? OfUser(AuditEntry entry, int most)
    {
        if (entry.User is not { } user)
            return null;
        var actor = $"{entry.Institution}\nuser\n{user}";
        if (!ByActor.ContainsKey(actor))
        {
            var users = Users.GetValueOrDefault(entry.Institution);
            if (users >= most)
                return null;
            Users[entry.Institution] = users + 1;
        }
        return Of(actor, entry.Institution, user);
    }

    private Tally Of(string actor, string institution, string? user) =>
        ByActor.TryGetValue(actor, out var tally) ? tally : ByActor[actor] = new() { Institution = institution, User = user };
}
