using Hl7.Fhir.Model;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Fhir;

/// <summary>
/// An attribute as an element. What the scope keeps back is an element without a value, masked; what nobody can say now is one without a value, unknown;
/// what the registry does not hold is no element.
/// </summary>
internal static class DisclosedElement
{
    /// <param name="disclosed">The attribute as it may leave.</param>
    /// <param name="of">Makes the element of a value.</param>
    /// <param name="fitting">Reductions after which the value is still one of the element; after others it stands in an extension.</param>
    public static T? Of<T>(DisclosedAttribute disclosed, Func<AttributeValue, T> of, params ReadOnlySpan<Reduction> fitting) where T : Element, new() => disclosed.Status switch
    {
        DisclosureStatus.None => null,
        DisclosureStatus.Unknown => new T { Extension = [FhirSystems.Absent("unknown")] },
        DisclosureStatus.Withheld => new T { Extension = [FhirSystems.Absent("masked")] },
        _ when disclosed.Reduction == Reduction.Whole || fitting.Contains(disclosed.Reduction) => of(disclosed.Value),
        _ => new T { Extension = [FhirSystems.Absent("masked"), new(FhirSystems.Reduced, new FhirString(disclosed.Value.ToText()))] },
    };
}
