using Interop.Gateway.Storage;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Privacy;

/// <summary>
/// Every version of every scope, where each stands, and who did what to it. A step and its event are one transaction; when it is committed the
/// register is replaced, so that a scope suspended or revoked admits nothing more from this process. What another process has changed is taken
/// up by <see cref="TakeUp"/>.
/// </summary>
internal sealed class ScopeLedger(HubStore store, ScopeVocabulary words, TimeProvider time)
{
    private readonly ScopeShelf shelf = new(store, words);

    /// <summary>The active versions, compiled.</summary>
    public ScopeRegister Register => shelf.Register;

    /// <summary>Takes up what has changed since the last look, and says what is wrong with scopes that are active: such a scope admits nobody.</summary>
    public IReadOnlyList<string> TakeUp() => shelf.Refresh().Faults(Today);

    /// <summary>Every version, by scope and number.</summary>
    public IReadOnlyList<ScopeVersion> All() => [.. shelf.Refresh().Versions.Select(Shown)];

    public IReadOnlyList<ScopeVersion> Versions(string scope) => [.. shelf.Refresh().Versions.Where(v => v.Config.Scope == scope).Select(Shown)];

    public ScopeVersion? Find(string scope, int version) => Versions(scope).FirstOrDefault(v => v.Config.Version == version);

    /// <summary>Active versions whose last day is today or comes within this time.</summary>
    public IEnumerable<ScopeVersion> ExpiringWithin(TimeSpan within)
    {
        var last = DateOnly.FromDateTime((time.GetUtcNow() + within).UtcDateTime);
        return All().Where(v => v.Status == ScopeStatus.Active && v.Config.To <= last);
    }

    /// <summary>Submitted versions that the officer may approve: none that the officer had a hand in.</summary>
    public IReadOnlyList<ScopeVersion> WaitingFor(string officer)
    {
        using var connection = store.Open();
        var table = new ScopeTable(connection, null);
        return [.. All().Where(v => v.Status == ScopeStatus.Submitted && !HadAHand(v, table, officer))];
    }

    /// <summary>All that happened to a scope, oldest first.</summary>
    public IReadOnlyList<ScopeEvent> History(string scope)
    {
        using var connection = store.Open();
        var ended = Versions(scope).Where(v => v.Status == ScopeStatus.Expired).Select(v => new ScopeEvent(
            scope, v.Config.Version, ScopeStep.Expired, "", new(v.Config.To.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), null));
        return [.. new ScopeTable(connection, null).EventsOf(scope).Concat(ended).OrderBy(e => e.At)];
    }

    /// <summary>What <see cref="Draft"/> would answer; writes nothing.</summary>
    public LedgerResult Check(ScopeConfig config)
    {
        using var connection = store.Open();
        return Checked(config, new ScopeTable(connection, null)).Result;
    }

    /// <summary>Writes down a new version, whatever number the scope carries: one above the highest there is.</summary>
    public LedgerResult Draft(ScopeConfig config, string officer) => Change(table =>
    {
        var (result, draft) = Checked(config, table);
        if (result.Outcome != LedgerOutcome.Done)
            return result;
        table.Insert(new(draft.Scope, draft.Version, draft.Consumer, WireName.Of(draft.Status), ScopeRow.BodyOf(draft), null, officer, null, null, Now));
        return Record(table, draft.Scope, draft.Version, ScopeStep.Drafted, officer, null);
    });

    /// <summary>Replaces the content of a draft.</summary>
    public LedgerResult Edit(ScopeConfig config, string officer) => Move(config.Scope, config.Version, ScopeStep.Edited, officer, null, [ScopeStatus.Draft], (table, row) =>
    {
        var draft = config with { Status = ScopeStatus.Draft, SubmittedBy = null, ApprovedBy = null };
        return (Refusal(draft, table.Of(config.Scope), ScopeFaults.OfDraft(draft, words)), row with { Body = ScopeRow.BodyOf(draft) });
    });

    public LedgerResult Submit(string scope, int version, string officer) => Move(scope, version, ScopeStep.Submitted, officer, null, [ScopeStatus.Draft], (table, row) =>
        (Refusal(row.Config, table.Of(scope), ScopeFaults.OfDraft(row.Config, words)), row with { Status = WireName.Of(ScopeStatus.Submitted), SubmittedBy = officer }));

    /// <summary>Gives a submitted version back to be edited.</summary>
    public LedgerResult Return(string scope, int version, string officer, string? note) => Move(scope, version, ScopeStep.Returned, officer, note, [ScopeStatus.Submitted], (_, row) =>
        (null, row with { Status = WireName.Of(ScopeStatus.Draft), SubmittedBy = null }));

    /// <summary>Puts a submitted version in force, in the place of the version of the same scope that was. Whoever had a hand in it does not approve it.</summary>
    public LedgerResult Approve(string scope, int version, string officer) => Move(scope, version, ScopeStep.Approved, officer, null, [ScopeStatus.Submitted], (table, row) =>
    {
        if (HadAHand(ScopeShelf.VersionOf(row), table, officer))
            return (LedgerResult.Refused(LedgerOutcome.OwnApproval, version), row);
        var approved = row with { Status = WireName.Of(ScopeStatus.Active), ApprovedBy = officer };
        var config = approved.Config;
        var earlier = table.Of(scope);
        var replaced = earlier.Where(e => e.Stands is ScopeStatus.Active or ScopeStatus.Suspended && ScopeFaults.Overlap(e.Config, config)).ToArray();
        if (Refusal(config, earlier, [.. ScopeFaults.OfDraft(config, words), .. Ended(config), .. Gaps(config, replaced), .. Contradictions(table, config, replaced)]) is { } refused)
            return (refused, row);
        foreach (var former in replaced)
        {
            table.Update(former with { Status = WireName.Of(ScopeStatus.Superseded), Changed = Now });
            Record(table, scope, (int)former.Version, ScopeStep.Superseded, officer, $"by v{version}");
        }
        return (null, approved);
    });

    /// <summary>Takes an active version out of force until it is resumed.</summary>
    public LedgerResult Suspend(string scope, int version, string officer, string? note) => Move(scope, version, ScopeStep.Suspended, officer, note, [ScopeStatus.Active], (_, row) =>
        (null, row with { Status = WireName.Of(ScopeStatus.Suspended) }));

    /// <summary>Puts a suspended version in force again, unless another has taken its place meanwhile.</summary>
    public LedgerResult Resume(string scope, int version, string officer, string? note) => Move(scope, version, ScopeStep.Resumed, officer, note, [ScopeStatus.Suspended], (table, row) =>
    {
        var resumed = row with { Status = WireName.Of(ScopeStatus.Active) };
        return (Refusal(resumed.Config, [], [.. Contradictions(table, resumed.Config, [])]), resumed);
    });

    /// <summary>Ends a version for good, in force or not yet.</summary>
    public LedgerResult Revoke(string scope, int version, string officer, string? note) => Move(
        scope, version, ScopeStep.Revoked, officer, note, [ScopeStatus.Draft, ScopeStatus.Submitted, ScopeStatus.Active, ScopeStatus.Suspended], (_, row) =>
        (null, row with { Status = WireName.Of(ScopeStatus.Revoked) }));

    /// <summary>Takes over the versions of a file that are not here yet.</summary>
    /// <returns>How many were taken over, and everything that is wrong; if anything is, nothing was.</returns>
    public (int Imported, IReadOnlyList<string> Faults) Import(ScopesConfig file)
    {
        var import = new ScopeImport(file, words, time);
        store.Change((connection, transaction) => import.Run(new ScopeTable(connection, transaction)));
        shelf.Refresh();
        return (import.Imported, import.Faults);
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private ScopeVersion Shown(ScopeVersion version) =>
        version.Status is ScopeStatus.Active or ScopeStatus.Suspended && version.Config.To < Today ? version with { Status = ScopeStatus.Expired } : version;

    private (LedgerResult Result, ScopeConfig Draft) Checked(ScopeConfig config, ScopeTable table)
    {
        var earlier = table.Of(config.Scope);
        var draft = config with { Version = earlier.Count == 0 ? 1 : (int)earlier[^1].Version + 1, Status = ScopeStatus.Draft, SubmittedBy = null, ApprovedBy = null };
        return (Refusal(draft, earlier, ScopeFaults.OfDraft(draft, words)) ?? LedgerResult.Done(draft.Version), draft);
    }

    /// <summary>One step of one version: from where it must stand, to the row that is returned unless something refuses.</summary>
    private LedgerResult Move(
        string scope, int version, ScopeStep step, string officer, string? note, ScopeStatus[] from, Func<ScopeTable, ScopeRow, (LedgerResult? Refused, ScopeRow Row)> to) => Change(table =>
    {
        if (table.Of(scope).FirstOrDefault(r => r.Version == version) is not { } row)
            return LedgerResult.Refused(LedgerOutcome.NoSuchScope, version);
        if (!from.Contains(Shown(ScopeShelf.VersionOf(row)).Status))
            return LedgerResult.Refused(LedgerOutcome.WrongStatus, version);
        var (refused, moved) = to(table, row);
        if (refused is { } result)
            return result;
        table.Update(moved with { Changed = Now });
        return Record(table, scope, version, step, officer, note);
    });

    private LedgerResult Record(ScopeTable table, string scope, int version, ScopeStep step, string officer, string? note)
    {
        table.Add(new(scope, version, step, officer, time.GetUtcNow(), string.IsNullOrWhiteSpace(note) ? null : note.Trim()));
        return LedgerResult.Done(version);
    }

    private LedgerResult Change(Func<ScopeTable, LedgerResult> change)
    {
        var result = store.Change((connection, transaction) => change(new(connection, transaction)));
        if (result.Outcome == LedgerOutcome.Done)
            shelf.Refresh();
        return result;
    }

    private LedgerResult? Refusal(ScopeConfig scope, IReadOnlyList<ScopeRow> versions, params IEnumerable<string> further)
    {
        string[] faults =
        [
            .. versions.Where(v => v.Consumer != scope.Consumer).Select(v => $"scope '{scope.Scope}' belongs to '{v.Consumer}'; choose another name").Distinct(),
            .. ScopeJson.Faults(scope), .. ScopeFaults.Of(scope, words), .. ScopeFaults.Beyond(scope, words), .. further,
        ];
        return faults.Length == 0 ? null : LedgerResult.Refused(LedgerOutcome.Faulty, scope.Version, faults);
    }

    /// <summary>Whether the officer drafted, edited or submitted the version; to give one back is no part in it.</summary>
    private static bool HadAHand(ScopeVersion version, ScopeTable table, string officer) =>
        version.DraftedBy == officer || version.SubmittedBy == officer
        || table.EventsOf(version.Config.Scope).Any(e => e.Version == version.Config.Version && e.Officer == officer && e.Step != ScopeStep.Returned);

    private IEnumerable<string> Ended(ScopeConfig scope) => scope.To < Today ? [$"ended on {scope.To:yyyy-MM-dd}"] : [];

    /// <summary>Replacing what is in force by what begins later would leave days without either.</summary>
    private IEnumerable<string> Gaps(ScopeConfig scope, ScopeRow[] replaced) => replaced
        .Where(r => r.Stands == ScopeStatus.Active && scope.From > Today && r.Config.From <= Today)
        .Select(r => $"begins on {scope.From:yyyy-MM-dd}, and v{r.Version}, which it replaces, would end at once; let it begin today, or after {r.Config.To:yyyy-MM-dd}");

    private IEnumerable<string> Contradictions(ScopeTable table, ScopeConfig scope, ScopeRow[] replaced) => table.ActiveOf(scope.Consumer)
        .Where(r => !replaced.Contains(r) && (r.Scope, r.Version) != (scope.Scope, scope.Version)).Select(r => r.Config).Where(c => c.To >= Today)
        .SelectMany(other => ScopeFaults.Contradictions([other, scope]));
}
