namespace Interop.Gateway.Dci;

/// <summary>Faults of a request as a whole, those of them that the hub sends. Source: <c>components/schemas/Error</c> of the DCI specifications v1.0.0, all four alike.</summary>
internal static class DciErrors
{
    public const string RequestBad = "err.request.bad", Unauthorized = "err.request.unauthorized", Forbidden = "err.request.forbidden", NotFound = "err.request.not_found", Timeout = "err.request.timeout",
        TooManyRequests = "err.request.too_many_requests", VersionNotSupported = "err.version.not_supported",
        SenderInvalid = "err.sender_id.invalid", SenderUriInvalid = "err.sender_uri.invalid", ReceiverInvalid = "err.receiver_id.invalid",
        SignatureMissing = "err.signature.missing", SignatureInvalid = "err.signature.invalid", EncryptionInvalid = "err.encryption.invalid", Unavailable = "err.service.unavailable";
}

/// <summary>Why a message is rejected, as far as the hub rejects any. Source: <c>components/schemas/MsgHeaderStatusReasonCode</c>.</summary>
internal static class DciHeaderReasons
{
    public const string Version = "rjct.version.invalid", MessageIdDuplicate = "rjct.message_id.duplicate", MessageTs = "rjct.message_ts.invalid",
        Action = "rjct.action.invalid", ActionNotSupported = "rjct.action.not_supported", TotalCount = "rjct.total_count.invalid",
        TotalCountLimit = "rjct.total_count.limit_exceeded", TooManyErrors = "rjct.errors.too_many";
}

/// <summary>Why one search of a message is rejected. Source: <c>components/schemas/SearchStatusReasonCode</c>.</summary>
internal static class DciSearchReasons
{
    public const string ReferenceId = "rjct.reference_id.invalid", ReferenceIdDuplicate = "rjct.reference_id.duplicate", Timestamp = "rjct.timestamp.invalid",
        SearchCriteria = "rjct.search_criteria.invalid", Filter = "rjct.filter.invalid", Sort = "rjct.sort.invalid", Pagination = "rjct.pagination.invalid",
        TooManyRecords = "rjct.search.too_many_records_found";
}
