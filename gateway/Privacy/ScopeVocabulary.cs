using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy.Templates;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>What is wrong with the fields that a scope grants of one service. The proxy, which compiles them, says so; this room does not know it.</summary>
internal delegate IEnumerable<string> FieldFaults(IReadOnlyList<FieldConfig> fields);

/// <summary>Everything a scope may name, and so all that it is checked against.</summary>
/// <param name="Programmes">Codes of the programmes that have a rule.</param>
/// <param name="FieldFaults">Checks the fields granted of a service.</param>
/// <param name="Templates">What bounds a scope that names a use case.</param>
internal sealed record ScopeVocabulary(
    AttributeCatalogue Catalogue, InstitutionRegister Institutions, IReadOnlySet<string> Programmes, FieldFaults FieldFaults, ScopeTemplates Templates);
