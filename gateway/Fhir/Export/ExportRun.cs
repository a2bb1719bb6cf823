using System.Text;
using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;
using Task = System.Threading.Tasks.Task;

namespace Interop.Gateway.Fhir.Export;

/// <summary>Makes the files of an export: member after member, a few at a time, so that what is held does not grow with how many there are.</summary>
internal sealed class ExportRun(ReferenceDirectory directory, ExportAdmission admission, ExportRows rows, ExportShelf shelf, TimeProvider time)
{
    /// <summary>Members asked about together: their reads go to the registries in a few calls, and their records to the disk in one.</summary>
    private const int Together = 256;

    /// <summary>Deletions in one line.</summary>
    private const int DeletedTogether = 100;

    /// <summary>Runs until all is there, or something keeps it from it. The files are whole when it was answered.</summary>
    /// <exception cref="OperationCanceledException">The export was cancelled, or the hub stops.</exception>
    public async Task<ExchangeOutcome> RunAsync(BulkExport export, ExportGroup group)
    {
        using var told = shelf.Told(export.Institution, export.Terms.Scope);
        export.TransactionTime = told.Begin(time.GetUtcNow());
        foreach (var members in group.Members(directory, export.Exchange).Chunk(Together))
            if (await AddAsync(export, group, told, members) is var outcome and not ExchangeOutcome.Answered)
                return outcome;
        told.End(export.Terms.Wish.Types, person => Stands(export.Institution, person));
        if (Since(export) is { } since)
            foreach (var gone in told.Gone(export.Terms.Wish.Types, since).Chunk(DeletedTogether))
                export.Files[BulkExport.Deleted].Add(Deletions(gone));
        foreach (var file in export.Files.Values)
            file.Complete();
        return ExchangeOutcome.Answered;
    }

    private async ValueTask<ExchangeOutcome> AddAsync(BulkExport export, ExportGroup group, ToldLines told, Resolution[] people)
    {
        export.Ended.ThrowIfCancellationRequested();
        // An export takes its time. What officers decide meanwhile ends it: no file is half of one scope and half of another.
        if (admission.Refusal(export, out var scope) is { } refused)
            return refused;
        var members = await Task.WhenAll(people.Select(p => rows.OfAsync(export, group.SubjectOf(p), scope!).AsTask()));
        if (members.Any(m => m is null))
            return ExchangeOutcome.AuditUnavailable;
        told.Together(() =>
        {
            foreach (var member in members)
                Add(export, told, member!);
        });
        export.Count(members.Length);
        return ExchangeOutcome.Answered;
    }

    private static void Add(BulkExport export, ToldLines told, MemberLines member)
    {
        var since = Since(export);
        foreach (var line in member.Lines)
            if (told.Tell(line.Type, member.Person, line.Id, line.Text) > (since ?? DateTimeOffset.MinValue))
                export.Files[line.Type].Add(line.Text);
        foreach (var type in member.Open)
            told.Keep(type, member.Person);
        foreach (var error in member.Errors)
            export.Files[BulkExport.Errors].Add(error);
    }

    /// <summary>From when on it is to hold what has changed. The clock of whoever asks may be ahead; what is found now is later than anything told before.</summary>
    private static DateTimeOffset? Since(BulkExport export) =>
        export.Terms.Wish.Since is { } since ? since < export.TransactionTime ? since : export.TransactionTime.AddMilliseconds(-1) : null;

    /// <summary>Whether somebody is not in the export only because several people have the number now: of whom it spoke nobody can say.</summary>
    private bool Stands(string institution, string person) =>
        rows.SubjectOf(institution, person) is { } subject && directory.Resolve(subject.Type, subject.Value).Outcome == ResolutionOutcome.Conflict;

    private static string Deletions((string Type, string Id)[] gone) => Encoding.UTF8.GetString(FhirJson.Bytes(new Bundle
    {
        Type = Bundle.BundleType.Transaction,
        Entry = [.. gone.Select(g => new Bundle.EntryComponent { Request = new() { Method = Bundle.HTTPVerb.DELETE, Url = $"{g.Type}/{g.Id}" } })],
    }));
}
