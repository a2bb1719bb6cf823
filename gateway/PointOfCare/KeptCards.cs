using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Rechecks;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.PointOfCare;

/// <summary>
/// Takes over the numbers that were typed on a device without a network, and says for whom a facility's clerks wait. Each is asked as any question that an outage
/// left open, once, however often a device sends it.
/// </summary>
internal sealed class KeptCards(SealedCards boxes, CoverageQuestions questions, RecheckStore rechecks, TimeProvider time, ILogger<KeptCards> logger)
{
    /// <summary>What a device may say of when it was: an older clock, or one ahead, is wrong.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    /// <summary>Which of them the device need not keep any more, and how many of those were no number of a card sealed for this facility.</summary>
    /// <param name="brought">The device's name for each, and the box.</param>
    public async Task<(IReadOnlyList<string> Taken, int Unreadable)> TakeAsync(HttpContext context, Institution institution, (string Id, string Purpose) clerk, IEnumerable<(string Id, string Box)> brought)
    {
        var (taken, unreadable) = (new List<string>(), 0);
        foreach (var (id, box) in brought)
        {
            if (boxes.Open(box, institution.Code) is not { } card || TypedCard.Read(card.Typed) is not { } subject)
                unreadable++; // and will be so the next time
            else if (!await KeepAsync(context, institution, clerk, subject, card.At))
                break;
            taken.Add(id);
        }
        return (taken, unreadable);
    }

    /// <summary>Whom the clerks of an institution wait for, the oldest question first.</summary>
    /// <exception cref="SqliteException">It cannot be read now.</exception>
    public IReadOnlyList<(KeptQuestion Asked, bool IsDone)> WaitingOf(Institution institution) => rechecks.OfPages(institution.Code);

    /// <summary>One of them; null when nothing is kept of it any more, or it is another institution's.</summary>
    /// <exception cref="SqliteException">It cannot be read now.</exception>
    public KeptQuestion? Find(string id, Institution institution) => rechecks.OfPages(institution.Code, id) is [var (asked, _)] ? asked : null;

    /// <summary>Its clerk has seen the answer: nobody waits any more.</summary>
    public void Answered(KeptQuestion asked)
    {
        try
        {
            rechecks.End(asked.Id);
        }
        catch (SqliteException e)
        {
            // It stands in the list for a while yet.
            Log.RechecksUnavailable(logger, e);
        }
    }

    private async Task<bool> KeepAsync(HttpContext context, Institution institution, (string Id, string Purpose) clerk, Subject subject, DateTimeOffset typed)
    {
        var (caller, entry) = await questions.EnterAsync(context, institution, clerk);
        if (entry.Problem is not null || entry.ScopeLimit != Limits.LimitOutcome.Within)
            return false;
        var now = time.GetUtcNow();
        var at = typed <= now && typed > now - Oldest ? typed : now;
        var question = new KeptQuestion("", institution.Code, caller.Key, caller.Purpose, null, caller.User, subject.Type, subject.Value, CoverageQuestions.DayOf(at), null) { At = at };
        try
        {
            return rechecks.Keep(question, []).Refused is null;
        }
        catch (SqliteException e)
        {
            Log.RechecksUnavailable(logger, e);
            return false;
        }
    }
}
