using Xunit.Sdk;
using Xunit.v3;

namespace Interop.System.Tests;

/// <summary>Runs <see cref="LogPrivacyTests"/> after everything else, so that it reads what the whole suite has logged.</summary>
public sealed class LogsLast : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => c.TestCollectionDisplayName.Contains(nameof(LogPrivacyTests), StringComparison.Ordinal)).ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];
}
