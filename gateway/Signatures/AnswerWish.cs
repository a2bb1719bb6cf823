namespace Interop.Gateway.Signatures;

/// <summary>A signature that a request asks of its answer (RFC 9421 §5.1): under which label, over what besides the hub's own choice, and with which parameters.</summary>
internal sealed record AnswerWish(string Label, FieldItem[] Components, string? Nonce, string? Tag, bool Expires)
{
    public const string Field = "Accept-Signature";
    private const int LongestText = 256;
    private const int MostComponents = 32;

    /// <summary>The first wish that the hub can meet; null when there is none. A wish is no order: what is not understood is passed over (RFC 9421 §5.2).</summary>
    public static AnswerWish? Of(IHeaderDictionary fields, string keyId)
    {
        if (!fields.TryGetValue(Field, out var values) || StructuredFieldReader.Dictionary(SignatureComponents.Joined(values)) is not { } wishes)
            return null;
        foreach (var (label, wish) in wishes.Members)
            if (wish.Value is FieldItem[] { Length: <= MostComponents } components && label.Length <= LongestText
                && wish["alg"] is null or AnswerSignatures.Algorithm && (wish["keyid"] is null or true || wish["keyid"] as string == keyId)
                && Short(wish["nonce"]) && Short(wish["tag"]))
                return new(label, components, wish["nonce"] as string, wish["tag"] as string, wish["expires"] is true);
        return null;
    }

    private static bool Short(object? text) => text is null or string { Length: <= LongestText };
}
