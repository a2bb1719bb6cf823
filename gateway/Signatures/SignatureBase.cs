using System.Text;

namespace Interop.Gateway.Signatures;

/// <summary>The bytes that are signed (RFC 9421 §2.5).</summary>
internal static class SignatureBase
{
    private const int MostComponents = 64;

    /// <param name="input">The inner list of covered components with the parameters of the signature: a member of Signature-Input.</param>
    /// <param name="message">The message signed.</param>
    /// <param name="text">The base when the outcome is <see cref="SignatureOutcome.Valid"/>; it is ASCII.</param>
    /// <returns>Valid, Malformed or ComponentAbsent.</returns>
    public static SignatureOutcome Build(FieldItem input, SignedMessage message, out string text)
    {
        text = "";
        if (input.Value is not FieldItem[] { Length: <= MostComponents } covered)
            return SignatureOutcome.Malformed;
        var lines = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var component in covered)
        {
            // Twice the same component is an error, whatever the order of its parameters (RFC 9421 §2).
            var identity = component with { Parameters = [.. component.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal)] };
            if (!seen.Add(identity.ToString()))
                return SignatureOutcome.Malformed;
            var outcome = SignatureComponents.Value(component, message, out var value);
            if (outcome != SignatureOutcome.Valid)
                return outcome;
            lines.Append(component).Append(": ").Append(value).Append('\n');
        }
        text = lines.Append("\"@signature-params\": ").Append(input).ToString();
        return SignatureOutcome.Valid;
    }
}
