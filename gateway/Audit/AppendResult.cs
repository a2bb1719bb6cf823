namespace Interop.Gateway.Audit;

/// <summary>What became of an entry.</summary>
internal enum AppendOutcome : byte
{
    /// <summary>The store is broken or too far behind: there is no record, so there must be no answer.</summary>
    Unavailable,
    /// <summary>The entry has reached the disk.</summary>
    Durable,
}

/// <param name="Outcome">Whether the entry is durable.</param>
/// <param name="Receipt">Names the leaf; default unless durable.</param>
internal readonly record struct AppendResult(AppendOutcome Outcome, Receipt Receipt);

/// <summary>Whether the audit log takes entries.</summary>
internal enum AuditHealth : byte
{
    /// <summary>Not opened yet.</summary>
    Starting,
    /// <summary>The last write was durable.</summary>
    Durable,
    /// <summary>The last write failed.</summary>
    Unavailable,
}
