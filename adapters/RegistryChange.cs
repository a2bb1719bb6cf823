namespace Interop.Adapters;

/// <summary>That something about one record has changed. What it says now is read from the registry itself.</summary>
/// <param name="LocalKey">The registry's own key of the record.</param>
/// <param name="Kind">A code of the list <c>change-kind</c>.</param>
/// <param name="At">When the registry says it changed.</param>
public sealed record RegistryChange(string LocalKey, string Kind, DateTimeOffset At)
{
    /// <summary>The kind of a change of which the registry says no more.</summary>
    public const string Unspecified = "record-changed";

    public override string ToString() => Kind;
}

/// <summary>The next changes of a registry, oldest first.</summary>
/// <param name="Position">From where to go on; of the registry's own making.</param>
/// <param name="Malformed">Rows that name no record or no time, passed over.</param>
public sealed record ChangePage(string Position, IReadOnlyList<RegistryChange> Changes, int Malformed);
