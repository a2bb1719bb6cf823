using Interop.Gateway.Entitlements;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy.Contracts;
using Interop.Gateway.Proxy.Publishing;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Catalogue;

/// <summary>All there is to ask for, and what one institution may use of it.</summary>
internal sealed record CatalogueView(
    IReadOnlyList<RegistryEntry> Registries, IReadOnlyList<AttributeEntry> Attributes, IReadOnlyList<ProgrammeEntry> Programmes,
    IReadOnlyList<ServiceEntry> Services, IReadOnlyList<CodeEntry> Purposes, IReadOnlyList<IdentifierEntry> IdentifierTypes,
    IReadOnlyList<ContractEntry> Contracts, OwnEntry? Own);

internal sealed record RegistryEntry(string Registry, Title Title, IReadOnlyList<string> Identifiers);

internal sealed record AttributeEntry(string Name, Title Title, AttributeType Type, string Registry, Sensitivity Sensitivity, IReadOnlyList<Reduction> Reductions, string? Codes);

/// <param name="Reads">Attributes the rule may look at; none of them leaves by that alone.</param>
internal sealed record ProgrammeEntry(string Programme, Title Title, int Version, Title LegalBasis, IReadOnlyList<string> Reads);

/// <summary>A ministry's own service, called under <c>/r/{Service}</c>.</summary>
internal sealed record ServiceEntry(string Service, Title Title, IReadOnlyList<OperationEntry> Operations);

internal sealed record OperationEntry(string Operation, string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<string> RequestTypes);

internal sealed record IdentifierEntry(string Type, Title Title, string Pattern);

internal sealed record ContractEntry(string Title, string Href);

/// <summary>What the asking institution may use today.</summary>
internal sealed record OwnEntry(string Institution, Title Name, IReadOnlyList<OwnScope> Scopes);

/// <param name="Attributes">Each with the circumstance in which it is granted, where there is one.</param>
/// <param name="Subject">What must hold of whoever is asked about; nothing for anybody.</param>
internal sealed record OwnScope(
    string Scope, int Version, IReadOnlyList<string> Purposes, IReadOnlyList<Operation> Operations, IReadOnlyList<string> Programmes,
    IReadOnlyList<GrantConfig> Attributes, IReadOnlyList<SubjectConditionConfig> Subject, IReadOnlyList<string> Services, DateOnly Until);

/// <summary>Puts the catalogue together from what the hub runs on: nothing in it is written a second time.</summary>
internal sealed class CatalogueRoom(
    AttributeCatalogue attributes, RegistrySet registries, ProgrammeRules rules, ServicePublication services, ScopeRegister scopes, TimeProvider time)
{
    private static readonly ContractEntry[] Contracts = [new("Native REST API", "/openapi/v1.json")];

    /// <param name="institution">Whose rights to show; null shows what there is and nobody's rights.</param>
    public CatalogueView For(Institution? institution)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return new(
            [.. registries.All.Select(r => r.Adapter.Mapping).Select(m => new RegistryEntry(m.Registry, m.Title, [.. m.Identifiers.Keys]))],
            [.. attributes.All.Select(a => new AttributeEntry(a.Name, a.Title, a.Type, a.Owner, a.Sensitivity, a.Reductions, a.Codes))],
            [.. rules.All.Select(p => (p.Code, Rule: p.On(today))).Where(p => p.Rule is not null)
                .Select(p => new ProgrammeEntry(p.Code, p.Rule!.Title, p.Rule.Number, p.Rule.LegalBasis, [.. p.Rule.Attributes.Select(a => a.Name)]))],
            [.. services.Current.All.Select(s => new ServiceEntry(s.Name, s.Title, [.. s.Operations.All.Select(Operation)]))],
            [.. CodeLists.Purposes.Values.OrderBy(p => p.Code, StringComparer.Ordinal)],
            [.. CodeLists.IdentifierTypes.Values.OrderBy(t => t.Type, StringComparer.Ordinal).Select(t => new IdentifierEntry(t.Type, t.Title, t.Pattern))],
            Contracts,
            institution is null ? null : new(institution.Code, institution.Name, [.. scopes.InForce(institution.Code, today).Select(Own)]));
    }

    private static OwnScope Own(PrivacyScope scope) => new(
        scope.Name, scope.Version, [.. scope.Purposes.Order(StringComparer.Ordinal)], [.. scope.Operations.Order()], [.. scope.Programmes.Order(StringComparer.Ordinal)],
        [.. scope.Granted.Select(a => scope.Config.Attributes.First(g => g.Name == a.Name))], scope.Config.Subject,
        [.. scope.Services.Keys.Order(StringComparer.Ordinal)], scope.To);

    private static OperationEntry Operation(ServiceOperation operation) => new(
        operation.Id, operation.Method, operation.Path.Text, [.. operation.Query.Order(StringComparer.Ordinal)], operation.RequestTypes);
}
