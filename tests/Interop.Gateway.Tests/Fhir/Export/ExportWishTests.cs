using Interop.Gateway.Fhir.Export;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Tests.Fhir.Export;

/// <summary>How a kick-off is understood (Bulk Data Access 2.0.0).</summary>
public sealed class ExportWishTests
{
    [Theory]
    [InlineData("", "respond-async", "Coverage Patient", null)]
    [InlineData("_type=Patient", "respond-async", "Patient", null)]
    [InlineData("_type=Patient,Coverage,Patient", "respond-async; wait=10", "Coverage Patient", null)]
    [InlineData("_outputFormat=application/fhir ndjson", "handling=strict, respond-async", "Coverage Patient", null)]
    [InlineData("_type=Patient,Observation&_typeFilter=x", "respond-async, handling=lenient", "Patient", null)]
    [InlineData("_since=2026-11-26T07:00:00Z", "respond-async", "Coverage Patient", "2026-11-26T07:00:00Z")]
    [InlineData("_since=2026-11-26T07:00:00.1234567 07:00", "respond-async", "Coverage Patient", "2026-11-26T00:00:00.1234567Z")]
    [InlineData("_since=2026-11-26T07:00:00-01:00", "respond-async", "Coverage Patient", "2026-11-26T08:00:00Z")]
    public void Read_WhatAnExportTakes_IsTaken(string query, string prefer, string types, string? since)
    {
        ExportWish.Read(Query(query), prefer, out var wish).ShouldBeNull();
        string.Join(' ', wish!.Types).ShouldBe(types);
        wish.Since.ShouldBe(since is null ? null : DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "handling=lenient")]
    [InlineData("_type=Observation", "respond-async")]
    [InlineData("_type=Observation", "respond-async, handling=lenient")]
    [InlineData("_type=Patient,Observation", "respond-async")]
    [InlineData("_typeFilter=x", "respond-async")]
    [InlineData("_outputFormat=text/csv", "respond-async")]
    [InlineData("_since=2026-11-26", "respond-async")]
    [InlineData("_since=2026-11-26T07:00:00", "respond-async")]
    [InlineData("_since=2026-11-26T07:00:00.12345", "respond-async")]
    [InlineData("_since=yesterday", "respond-async, handling=lenient")]
    [InlineData("_since=", "respond-async")]
    public void Read_WhatItDoesNotTake_IsRefused(string query, string prefer) => ExportWish.Read(Query(query), prefer, out _)!.Kind.Code.ShouldBe("fhir-export-invalid");

    private static Dictionary<string, StringValues> Query(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => new StringValues(p[1]));
}
