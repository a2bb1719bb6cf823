using Interop.Schemas.Codes;

namespace Interop.Gateway.Consents;

/// <summary>By what an officer named a person. It is compared, pseudonymised and forgotten.</summary>
/// <param name="Type">E.g. <c>national-id</c>.</param>
internal sealed record TypedIdentifier(string Type, string Value)
{
    /// <summary>Whether the type is known and the value has its form.</summary>
    public bool IsWellFormed => CodeLists.IdentifierTypes.TryGetValue(Type, out var type) && type.Accepts(Value);

    // A record's own text would hold the number.
    public override string ToString() => Type;
}
