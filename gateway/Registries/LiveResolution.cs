using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Registries;

/// <summary>
/// Asks the registries themselves for a person the directory does not know yet: a birth registered an hour ago must not be
/// "not found" until the next build.
/// </summary>
internal sealed class LiveResolution(RegistrySet registries, AttributeCatalogue catalogue, IOptions<FetchOptions> options, TimeProvider time)
{
    /// <summary>Which attributes of a registry are themselves identifiers by which others may know the person.</summary>
    public static readonly (string Attribute, string Type)[] Identifying =
    [
        ("person.nationalId", "national-id"), ("person.birthRegistration", "birth-registration"), ("person.familyBook", "family-book"),
        ("insurance.number", "nssf"), ("idpoor.equityCard", "equity-card"),
    ];

    /// <summary>The person of the first registry, in order of precedence, that knows the identifier; undecided when one that might was silent.</summary>
    public async ValueTask<Resolution> ResolveAsync(
        string type, string value, IReadOnlySet<string> allowed, long started, CancellationToken cancellation)
    {
        var silent = false;
        foreach (var link in registries.All)
        {
            if (!allowed.Contains(link.Registry) || !link.Adapter.Mapping.Identifiers.ContainsKey(type))
                continue;
            var left = options.Value.Deadline - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return Resolution.Undecided;
            var asked = Identifying.Where(i => catalogue[i.Attribute].Owner == link.Registry).ToArray();
            var request = new FetchRequest(type, [value], [.. asked.Select(i => catalogue[i.Attribute])], left);
            var result = await link.FetchAsync(request, cancellation);
            if (result.Outcome != FetchOutcome.Answered)
            {
                silent = true;
                continue;
            }
            var record = result.Records[0];
            if (record.Status == RecordStatus.Ambiguous)
                return Resolution.Conflict;
            silent |= record.Status == RecordStatus.Malformed;
            if (record.Status == RecordStatus.Found)
                return Of(link, record, asked, type, value);
        }
        return silent ? Resolution.Undecided : Resolution.NotFound;
    }

    private static Resolution Of(RegistryLink link, RegistryRecord record, (string Attribute, string Type)[] asked, string type, string value)
    {
        var identifiers = new Dictionary<string, string> { [type] = value };
        for (var i = 0; i < asked.Length; i++)
            if (record.Values[i].HasValue)
                identifiers[asked[i].Type] = record.Values[i].Text!;
        return new(ResolutionOutcome.Found, [.. identifiers], [new(link.Registry, link.Adapter.Mapping.Known.Capacity, null, null, record.LocalKey)]);
    }
}
