using System.Globalization;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;

namespace Interop.Adapters.Fhir;

/// <summary>Makes a row of a resource: each column is a FHIRPath expression, compiled once.</summary>
internal sealed class FhirRows(SourceRead source)
{
    private static readonly FhirPathCompiler Compiler = new();
    private static readonly EvaluationContext Context = new();

    private readonly CompiledExpression[] columns = [.. source.ColumnNames.Select(Compiler.Compile)];

    /// <summary>Fills the row. Of several values of an identifier the one asked for counts; elsewhere several values are unreadable.</summary>
    public void Fill(Row row, Resource resource, bool whole, JoinedColumns? by, IReadOnlySet<string>? asked)
    {
        row.Clear();
        var node = new PocoNode(resource, null, null, null);
        for (var i = 0; i < columns.Length; i++)
        {
            var values = columns[i]([node], Context).Select(TextOf).ToArray();
            var value = values.Length > 1 && by?.Ordinals is [var only] && only == i ? values.FirstOrDefault(v => v is not null && asked!.Contains(v)) : values.FirstOrDefault();
            if (values.Length == 0) continue;
            if (value is null || (values.Length > 1 && !(by?.Ordinals.Contains(i) ?? false))) row.SetUnreadable(i);
            else row.Set(i, value);
        }
        row.Broken = !whole;
    }

    // A result that is no primitive, e.g. a whole HumanName, is a mistake of the mapping: unreadable, not empty.
    private static string? TextOf(PocoNode node) => node.Poco is not PrimitiveType primitive ? null : primitive.JsonValue switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other?.ToString(),
    };
}
