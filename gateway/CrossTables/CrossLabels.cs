using Interop.Gateway.Entitlements;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.CrossTables;

/// <summary>What programmes are called; everything else stands under its code.</summary>
internal sealed class CrossLabels(ProgrammeRules rules)
{
    /// <summary>The title of a table; null where its code says it.</summary>
    public Title? Of(string table, DateOnly on) => rules.Find(table) is { } programme ? (programme.On(on) ?? programme.Versions[^1]).Title : null;
}
