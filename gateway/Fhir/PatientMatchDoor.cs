using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Matching;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;
using Task = System.Threading.Tasks.Task;

namespace Interop.Gateway.Fhir;

/// <summary>
/// Finds people by what they say of themselves, in FHIR: <c>Patient/$match</c> (IHE PDQm ITI-119) and the search by name and birth (ITI-78). Both are the
/// search of the native door, with its bounds and its grades.
/// </summary>
internal sealed class PatientMatchDoor(Entrance entrance, PersonMatching matching, ExchangeMetrics metrics, HubKeys keys, TimeProvider time)
{
    private const string Grade = "http://hl7.org/fhir/StructureDefinition/match-grade";

    private readonly FhirIds ids = new(keys);

    public static Task MatchAsync(HttpContext context) => Of(context).AnswerAsync(context, "$match");

    /// <summary>Answers a search whose form describes somebody; see <see cref="PatientDescription.IsIn"/>.</summary>
    public static Task SearchAsync(HttpContext context) => Of(context).AnswerAsync(context, "_search");

    private static PatientMatchDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<PatientMatchDoor>();

    private async Task AnswerAsync(HttpContext context, string way)
    {
        var (started, now) = (time.GetTimestamp(), time.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var entry = await entrance.EnterAsync(context, Operation.Match, now);
        var problem = entry.Problem;
        var found = new List<MatchedPerson>();
        Exchange? exchange = null;
        FhirWish? wish = null;
        if (problem is null)
        {
            (wish, var asked, problem) = await ReadAsync(context, way == "_search", now);
            if (asked is not null)
            {
                exchange = PersonMatching.SearchFor(asked.Person, id, now, "fhir", entry);
                if (await matching.RunAsync(exchange, asked, found, context.RequestAborted) is var outcome and not ExchangeOutcome.Answered)
                    problem = ExchangeProblems.Of(outcome);
            }
        }
        if (problem is not null)
            await problem.WriteAsync(context, id);
        else
        {
            context.Response.Headers["Interop-Exchange-Id"] = id.ToString();
            context.Response.Headers["Interop-Receipt"] = exchange!.Receipt!.Value.ToString();
            await FhirDoor.WriteAsync(context, wish!.Format.ContentType(), wish.Format.Bytes(BundleOf(found, wish, FhirRequest.Base(context.Request), way)));
        }
        metrics.Ended("fhir", Operation.Match, problem?.Kind.Code ?? "answered", time.GetElapsedTime(started));
    }

    private static async ValueTask<(FhirWish?, MatchAsked?, Problem?)> ReadAsync(HttpContext context, bool isSearch, DateTimeOffset now)
    {
        // No id that the hub gave is taken in place of a description.
        var (request, wish, unreadable) = await FhirRequest.ReadAsync(
            context, isSearch ? [FhirRequest.FormType] : FhirFormats.BodyTypes, isSearch, DateOnly.FromDateTime(now.UtcDateTime), static _ => null);
        if (unreadable is not null)
            return (null, null, unreadable);
        // What is shown is for the grade to say, and there is one page.
        if (!wish!.IsPlain || (!isSearch && (wish.Count is not null || request!.Parameters.Keys.Any(p => !FhirWish.Has(p)))))
            return (null, null, ProblemKinds.FhirSearchInvalid);
        var misunderstood = isSearch ? PatientDescription.ReadSearch(request!, wish.Count, out var asked) : PatientDescription.Read(request!, out asked);
        return (wish, asked, misunderstood);
    }

    /// <summary>
    /// Everybody found, the likeliest first (Patient-match, FHIR R4 8.1.13.1). An id opens a read, so only they have one who are certain and whose number the
    /// caller is told: nobody reads on about somebody who may be another.
    /// </summary>
    private Bundle BundleOf(List<MatchedPerson> found, FhirWish wish, string address, string way)
    {
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset, Total = found.Count };
        bundle.Link.Add(new() { RelationString = "self", Url = $"{address}/Patient/{way}" });
        foreach (var one in found)
        {
            var person = one.Match.Grade == MatchGrade.Certain && PatientAnswer.TellsNumber(one.Exchange) ? ids.Of(one.Exchange.Caller.Institution.Code, one.Exchange.Subject) : null;
            bundle.Entry.Add(new()
            {
                FullUrl = person is null ? $"urn:uuid:{one.Exchange.Id}" : $"{address}/Patient/{person}",
                Resource = PatientAnswer.Person(one.Exchange, person, wish),
                Search = new()
                {
                    Mode = Bundle.SearchEntryMode.Match, Score = (decimal)Math.Round(one.Match.Score, 3),
                    Extension = [new(Grade, new Code(WireName.Of(one.Match.Grade)))],
                },
            });
        }
        return bundle;
    }
}
