using System.Text.Json.Nodes;

namespace Interop.Gateway.Dci;

/// <summary>One element of <c>search_response</c>.</summary>
internal static class DciSearchAnswer
{
    /// <param name="asList">Whether records are a list; a search in the disability registry has one record there, and no way to say none but to leave it out.</param>
    public static JsonObject Of(DciFound found, DciRegistry registry, bool asList, DateTimeOffset now)
    {
        var one = new JsonObject { ["reference_id"] = found.Query.Reference, ["timestamp"] = DciAnswer.Stamp(now), ["status"] = found.IsRejected ? "rjct" : "succ" };
        if (found.Reason is not null)
            one["status_reason_code"] = found.Reason;
        if (found.Message is not null)
            one["status_reason_message"] = found.Message;
        if (found.IsRejected)
            return one;
        var total = found.Record is null ? 0 : 1;
        var record = found.Query.Page == 1 ? found.Record : null;
        JsonNode? records = !asList ? record : record is null ? new JsonArray() : new JsonArray(record);
        if (records is not null)
            one["data"] = new JsonObject { ["version"] = "1.0.0", ["reg_type"] = registry.Type, ["reg_record_type"] = registry.RecordType, ["reg_records"] = records };
        one["pagination"] = new JsonObject { ["page_size"] = found.Query.PageSize, ["page_number"] = found.Query.Page, ["total_count"] = total };
        return one;
    }
}
