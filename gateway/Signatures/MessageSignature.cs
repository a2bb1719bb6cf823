namespace Interop.Gateway.Signatures;

/// <summary>One signature of a message (RFC 9421 §4): its label, what it covers, and its bytes.</summary>
internal sealed record MessageSignature(string Label, FieldItem Input, byte[] Bytes)
{
    private const int Most = 8;

    public string? KeyId => Input["keyid"] as string;

    public string? Algorithm => Input["alg"] as string;

    public string? Nonce => Input["nonce"] as string;

    /// <summary>Seconds since 1970.</summary>
    public long? Created => Input["created"] as long?;

    public long? Expires => Input["expires"] as long?;

    /// <summary>Whether a component is covered as it stands in the message itself, with no parameter that changes what of it counts.</summary>
    public bool Covers(string component) =>
        ((FieldItem[])Input.Value).Any(c => c.Value is string name && name == component && c.Parameters.All(p => p is { Key: "sf", Value: true }));

    /// <summary>All signatures of a message. <see cref="SignatureOutcome.Missing"/> when it has neither field.</summary>
    public static SignatureOutcome Read(IHeaderDictionary fields, out IReadOnlyList<MessageSignature> signatures)
    {
        signatures = [];
        if (!fields.TryGetValue("Signature-Input", out var inputs) & !fields.TryGetValue("Signature", out var values))
            return SignatureOutcome.Missing;
        var read = new List<MessageSignature>();
        if (StructuredFieldReader.Dictionary(SignatureComponents.Joined(inputs)) is not { Members.Count: > 0 and <= Most } described
            || StructuredFieldReader.Dictionary(SignatureComponents.Joined(values)) is not { } signed || signed.Members.Count != described.Members.Count)
            return SignatureOutcome.Malformed;
        foreach (var (label, input) in described.Members)
        {
            // RFC 9421 §4.2: each label stands in both fields.
            if (input.Value is not FieldItem[] || signed[label]?.Value is not byte[] bytes || !Typed(input))
                return SignatureOutcome.Malformed;
            read.Add(new(label, input, bytes));
        }
        signatures = read;
        return SignatureOutcome.Valid;
    }

    /// <summary>The types of the parameters (RFC 9421 §2.3); one that is not known changes nothing but the bytes signed.</summary>
    private static bool Typed(FieldItem input) => input.Parameters.All(p => p.Key switch
    {
        "created" or "expires" => p.Value is long and >= 0,
        "keyid" or "nonce" or "alg" or "tag" => p.Value is string,
        _ => true,
    });
}
