using Interop.Gateway.Problems;

namespace Interop.Gateway.Dci;

/// <summary>A fault of a request as a whole: the status of HTTP and one of <see cref="DciErrors"/>. The text says what to do and holds nothing that was sent.</summary>
internal sealed record DciFault(int Status, string Code, string Text)
{
    public static readonly DciFault
        NoMessage = new(400, DciErrors.RequestBad, "The body is not a message of this endpoint: {signature, header, message} with message_id and sender_id in the header."),
        NotFound = new(404, DciErrors.NotFound, "There is nothing at this address; /openapi/v1.json lists what there is."),
        Version = new(400, DciErrors.VersionNotSupported, "The hub speaks version 1.0.0 of the specifications alone."),
        Encrypted = new(400, DciErrors.EncryptionInvalid, "The message says that it is encrypted and is not, or the hub cannot read it: RSA-OAEP-256 and A256GCM, for its key of use enc at /dci/.well-known/jwks.json."),
        NoReceiver = new(400, DciErrors.EncryptionInvalid, "The answer could not be encrypted for you: there is no RSA key of use enc among your keys. Publish one, or send in clear over TLS."),
        Sender = new(403, DciErrors.SenderInvalid, "sender_id is not a name of the institution whose credential came with the request."),
        SenderUri = new(403, DciErrors.SenderUriInvalid, "sender_uri is not the callback address agreed with you."),
        NoCallback = new(400, DciErrors.SenderUriInvalid, "No callback address is agreed with you. Ask the hub's operator, or use the synchronous endpoint."),
        QueueFull = new(429, DciErrors.TooManyRequests, "More of your messages wait for their answers than the hub keeps. Send it again, under a new id, when some are answered."),
        Receiver = new(400, DciErrors.ReceiverInvalid, "receiver_id is neither the hub's name nor that of one of its registries."),
        SignatureMissing = new(401, DciErrors.SignatureMissing, "The message must be signed over its header and message."),
        SignatureInvalid = new(401, DciErrors.SignatureInvalid, "The signature is not one of your published keys over this header and message, or is not valid now."),
        KeysAway = new(503, DciErrors.Unavailable, "The hub cannot fetch your key set now, so it cannot verify. Try again in a moment.");

    /// <summary>How a problem of the hub's own contract is said here.</summary>
    public static DciFault Of(ProblemKind kind) => new(kind.Status, kind.Status switch
    {
        StatusCodes.Status401Unauthorized => DciErrors.Unauthorized,
        StatusCodes.Status403Forbidden => DciErrors.Forbidden,
        StatusCodes.Status408RequestTimeout => DciErrors.Timeout,
        StatusCodes.Status429TooManyRequests => DciErrors.TooManyRequests,
        >= 500 => DciErrors.Unavailable,
        _ => DciErrors.RequestBad,
    }, $"{kind.Code}: {kind.Detail}");
}
