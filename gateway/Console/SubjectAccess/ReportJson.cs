using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Consents;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.SubjectAccess;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary>Writes a report as the message schema <c>subject-report</c> describes it; disclosures leave while they are read.</summary>
internal sealed class ReportJson(ScopeWords words)
{
    private const int FlushEvery = 100;

    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public async Task WriteAsync(PipeWriter output, SubjectReport report, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(output, Writer);
        json.WriteStartObject();
        Head(json, report);
        json.WriteStartArray("held");
        foreach (var held in report.Held)
            Held(json, held);
        json.WriteEndArray();
        References(json, report);
        json.WriteStartArray("consents");
        foreach (var consent in report.Consents)
            Consent(json, consent);
        json.WriteEndArray();
        json.WriteStartObject("disclosures");
        json.WriteString("log", report.History.Receipt.Origin);
        Time(json, "wholeFrom", report.History.WholeFrom);
        json.WriteNumber("notYetSearched", report.History.Behind);
        json.WriteStartArray("entries");
        var written = 0;
        foreach (var disclosure in report.History.Disclosures)
        {
            Disclosure(json, disclosure);
            if (++written % FlushEvery == 0)
            {
                await json.FlushAsync(cancellation);
                await output.FlushAsync(cancellation);
            }
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("receipt", report.History.Receipt.ToString());
        json.WriteEndObject();
        await json.FlushAsync(cancellation);
        await output.FlushAsync(cancellation);
    }

    private void Head(Utf8JsonWriter json, SubjectReport report)
    {
        json.WriteString("reportId", report.Id);
        Time(json, "madeAt", report.At);
        json.WriteStartObject("madeBy");
        json.WriteString("institution", report.Question.Institution.Code);
        Text(json, "name", words.Institution(report.Question.Institution.Code));
        json.WriteString("reference", report.Question.Reference);
        json.WriteString("scope", report.Scope.Name);
        json.WriteNumber("scopeVersion", report.Scope.Version);
        json.WriteEndObject();
        json.WriteStartObject("subject");
        json.WriteString("type", report.Question.Subject.Type);
        json.WriteString("value", report.Question.Subject.Value);
        json.WriteEndObject();
    }

    private void Held(Utf8JsonWriter json, HeldRecord held)
    {
        json.WriteStartObject();
        json.WriteString("registry", held.Source.Registry);
        Text(json, "title", words.Registry(held.Source.Registry));
        json.WriteString("status", WireName.Of(held.Source.Status));
        if (held.Source.Reason != UnknownReason.NotUnknown)
            json.WriteString("reason", WireName.Of(held.Source.Reason));
        if (held.Source.AsOf is { } asOf)
            Time(json, "asOf", asOf);
        json.WriteStartArray("attributes");
        foreach (var disclosed in held.Attributes)
            Attribute(json, disclosed);
        json.WriteEndArray();
        json.WriteStartArray("notGranted");
        foreach (var attribute in held.NotGranted)
            json.WriteStringValue(attribute.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Attribute(Utf8JsonWriter json, DisclosedAttribute disclosed)
    {
        json.WriteStartObject();
        json.WriteString("name", disclosed.Attribute.Name);
        Text(json, "title", new(disclosed.Attribute.Title.En, disclosed.Attribute.Title.Km));
        json.WriteString("status", WireName.Of(disclosed.Status));
        if (disclosed.Status == DisclosureStatus.Value)
            Value(json, disclosed.Value);
        if (disclosed.Reduction != Reduction.Whole)
            json.WriteString("reduction", WireName.Of(disclosed.Reduction));
        if (disclosed.Status == DisclosureStatus.Unknown)
            json.WriteString("reason", WireName.Of(disclosed.Reason));
        if (disclosed.AsOf is { } asOf)
            Time(json, "asOf", asOf);
        json.WriteEndObject();
    }

    private static void References(Utf8JsonWriter json, SubjectReport report)
    {
        json.WriteStartArray("references");
        foreach (var reference in report.References)
        {
            json.WriteStartObject();
            json.WriteString("registry", reference.Registry);
            json.WriteString("capacity", reference.Capacity);
            Text(json, "title", ReportWords.Capacity(reference.Capacity));
            if (reference.From is { } from)
                json.WriteString("from", $"{from:yyyy-MM-dd}");
            if (reference.To is { } to)
                json.WriteString("to", $"{to:yyyy-MM-dd}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Consent(Utf8JsonWriter json, Consent consent)
    {
        json.WriteStartObject();
        json.WriteString("id", consent.Id);
        json.WriteString("institution", consent.Grantee);
        Text(json, "name", words.Institution(consent.Grantee));
        Names(json, "purposes", consent.Purposes, PlainPurposes.Of);
        if (consent.Attributes.Count > 0)
            Names(json, "attributes", consent.Attributes, words.Attribute);
        json.WriteString("from", $"{consent.From:yyyy-MM-dd}");
        json.WriteString("to", $"{consent.To:yyyy-MM-dd}");
        json.WriteString("status", WireName.Of(consent.On(words.Today)));
        json.WriteString("document", consent.Document);
        Time(json, "recordedAt", consent.RecordedAt);
        if (consent.Withdrawal is { } withdrawal)
            Time(json, "withdrawnAt", withdrawal.At);
        json.WriteEndObject();
    }

    private void Disclosure(Utf8JsonWriter json, SubjectDisclosure disclosure)
    {
        json.WriteStartObject();
        Time(json, "at", disclosure.At);
        json.WriteString("exchangeId", disclosure.Exchange);
        json.WriteString("institution", disclosure.Institution);
        Text(json, "name", ReportWords.Institution(disclosure, words));
        json.WriteString("operation", disclosure.Operation);
        if (disclosure.Purpose is { } purpose)
            json.WriteString("purpose", purpose);
        Text(json, "why", PlainPurposes.Of(disclosure.Purpose));
        json.WriteString("result", WireName.Of(disclosure.Result));
        if (disclosure.Refusal is { } refusal)
            json.WriteString("reason", refusal);
        if (disclosure.WasHidden)
            json.WriteBoolean("wasHidden", true);
        if (disclosure.Attributes is { } attributes)
            Names(json, "attributes", attributes.Where(a => words.Find(a) is not null), words.Attribute);
        Names(json, "programmes", disclosure.Programmes, words.Programme);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string member, IEnumerable<string> codes, Func<string, PageText> title)
    {
        json.WriteStartArray(member);
        foreach (var code in codes)
        {
            json.WriteStartObject();
            json.WriteString("name", code);
            Text(json, "title", title(code));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, AttributeValue value)
    {
        if (value.Type == AttributeType.Boolean)
            json.WriteBoolean("value", value.Boolean);
        else if (value.Type == AttributeType.Integer)
            json.WriteNumber("value", value.Number);
        else
            json.WriteString("value", value.ToText());
    }

    private static void Text(Utf8JsonWriter json, string member, PageText text)
    {
        json.WriteStartObject(member);
        json.WriteString("en", text.En);
        json.WriteString("km", text.Km);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string member, DateTimeOffset time) => json.WriteString(member, time.ToOffset(Cambodia));
}
