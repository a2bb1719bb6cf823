using System.Globalization;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Console.Foresight;

/// <summary>The versions whose effect can be foreseen: drafts and what waits for approval.</summary>
internal sealed class Drafts(ScopeLedger ledger, AttributeCatalogue catalogue, TimeProvider time)
{
    public IReadOnlyList<ScopeVersion> All => [.. ledger.All().Where(v => v.Status is ScopeStatus.Draft or ScopeStatus.Submitted)];

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>The version of that name, <c>scope/number</c>; null when there is none or it is neither draft nor submitted.</summary>
    public ScopeVersion? Find(string name) =>
        name.Split('/') is [var scope, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && ledger.Find(scope, version) is { Status: ScopeStatus.Draft or ScopeStatus.Submitted } found ? found : null;

    /// <summary>Things as they are, or as they would be with this version; null when the version is faulty by now.</summary>
    public Hypothesis? With(ScopeConfig? version, out IReadOnlyList<string> faults)
    {
        faults = [];
        return version is null ? Hypothesis.AsItIs(ledger, Today) : Hypothesis.With(version, ledger, catalogue, Today, out faults);
    }
}
