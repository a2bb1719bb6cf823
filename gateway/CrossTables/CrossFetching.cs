using Interop.Gateway.Institutions;
using Interop.Gateway.Problems;

namespace Interop.Gateway.CrossTables;

/// <summary>Gives the tables of a run that is done, while the scope would still admit its question.</summary>
internal sealed class CrossFetching(CrossRunStore store, CrossAdmission admission, CrossLabels labels, TimeProvider time)
{
    private const string Json = "application/json", Csv = "text/csv", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The institution's run; with the problem that its scope would not admit it today.</summary>
    public (CrossRun?, Problem?) Find(Guid id, Institution institution)
    {
        if (store.Find(id, institution.Code) is not { } run)
            return (null, ProblemKinds.CrossTablesUnknown);
        return (run, admission.Refusal(run.ToExchange(institution), run.Question, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is { } refused ? new Problem(refused) : null);
    }

    /// <summary>Writes the tables in the form that is asked for, by <c>format</c> or by Accept; else the problem.</summary>
    public async Task<Problem?> WriteAsync(HttpContext context, CrossRun run)
    {
        var wanted = context.Request.Query["format"].ToString();
        if (wanted.Length == 0)
            wanted = Accepted(context.Request.Headers.Accept.ToString());
        if (wanted is not ("json-stat" or "csv" or "xlsx"))
            return ProblemKinds.CrossTablesFormat;
        if (store.ResultOf(run.Id) is not { } result)
            return ProblemKinds.CrossTablesUnknown;
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = run.Exchange.ToString();
        response.Headers["Interop-Receipt"] = run.Receipt;
        response.Headers.ContentDisposition = $"attachment; filename=\"cross-tables-{result.Date:yyyy-MM-dd}.{(wanted == "json-stat" ? "json" : wanted)}\"";
        switch (wanted)
        {
            case "json-stat":
                response.ContentType = Json;
                await response.Body.WriteAsync(JsonStat.Of(result, labels), context.RequestAborted);
                break;
            case "csv":
                response.ContentType = Csv + "; charset=utf-8; header=present";
                await response.Body.WriteAsync(CrossCsv.Of(result, withMark: context.Request.Query["bom"] == "yes"), context.RequestAborted);
                break;
            default:
                response.ContentType = Xlsx;
                await response.Body.WriteAsync(CrossXlsx.Of(result), context.RequestAborted);
                break;
        }
        return null;
    }

    private static string Accepted(string accept) => accept.Contains(Xlsx, StringComparison.OrdinalIgnoreCase) ? "xlsx"
        : accept.Contains(Csv, StringComparison.OrdinalIgnoreCase) ? "csv" : "json-stat";
}
