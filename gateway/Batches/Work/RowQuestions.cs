using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Native;
using Interop.Gateway.Problems;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Batches.Work;

/// <summary>Understands rows as questions, by the same rules as the native door does.</summary>
internal sealed class RowQuestions
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly BatchOrder order;
    private readonly ProgrammeRules rules;
    private readonly IReadOnlyList<CatalogueAttribute>? attributes;
    private readonly int type, value, date;

    /// <param name="order">What all rows have in common.</param>
    /// <param name="columns">Of a CSV file.</param>
    /// <param name="rules">Says which programmes there are.</param>
    public RowQuestions(BatchOrder order, string[] columns, ProgrammeRules rules)
    {
        (this.order, this.rules) = (order, rules);
        (type, value, date) = (Array.IndexOf(columns, "type"), Array.IndexOf(columns, "value"), Array.IndexOf(columns, "date"));
        attributes = order.Attributes?.Select(a => AttributeCatalogue.Current[a]).ToArray();
    }

    /// <summary>Whether a CSV file has the columns that a question needs.</summary>
    public static bool Suffice(string[] columns) => columns.Contains("type") && columns.Contains("value");

    public RowFault? Read(InputRow row, DateOnly today, out NativeQuestion? question)
    {
        var problem = order.Format == BatchFormat.Csv ? ReadCells(row.Cells, today, out question) : ReadLine(row.Cells[0], today, out question);
        return problem is null ? null : FaultOf(problem);
    }

    private Problem? ReadCells(string[] cells, DateOnly today, out NativeQuestion? question)
    {
        question = null;
        var on = order.Date;
        if (date >= 0 && cells[date].Trim() is { Length: > 0 } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out on))
            return new(ProblemKinds.DateOutOfRange, [new("/date", "format", "A date as yyyy-MM-dd.")]);
        if (NativeQuestion.Check(CsvCells.Restored(cells[type]).Trim(), CsvCells.Restored(cells[value]).Trim(), on, today, out var subject) is { } problem)
            return problem;
        question = new(subject!, on, attributes, order.Programmes, false);
        return null;
    }

    private Problem? ReadLine(string line, DateOnly today, out NativeQuestion? question)
    {
        question = null;
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            var body = document.RootElement;
            if (body.ValueKind != JsonValueKind.Object)
                return ProblemKinds.BodyNotJson;
            // A line of a rejects file holds the question beside what was wrong with it.
            if (body.TryGetProperty("question", out var inner) && inner.ValueKind == JsonValueKind.Object)
                body = inner;
            if (NativeQuestion.Read(body, order.Kind, today, rules, out question) is { } problem)
                return problem;
            if (question!.Recheck)
                return new(ProblemKinds.BodyInvalid, [new("/recheck", "unknown-member", "A row is not asked again by itself.")]);
            question = question with
            {
                Date = body.TryGetProperty("date", out _) ? question.Date : order.Date, Attributes = question.Attributes ?? attributes, Programmes = question.Programmes ?? order.Programmes,
            };
            return null;
        }
        catch (JsonException)
        {
            return ProblemKinds.BodyNotJson;
        }
    }

    private static RowFault FaultOf(Problem problem) =>
        new(problem.Faults is [{ } first, ..] ? first.Path.Split('/').Last(p => p.Length == 0 || !char.IsAsciiDigit(p[0])) : "", problem.Kind.Code, BatchTexts.Of(problem.Kind));
}
