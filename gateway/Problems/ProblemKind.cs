namespace Interop.Gateway.Problems;

/// <summary>
/// One way a question can be refused or fail: RFC 9457 with a code that never changes once published. The detail says what to do
/// and never depends on whether the person exists.
/// </summary>
internal sealed record ProblemKind(string Code, int Status, string Title, string Detail)
{
    public override string ToString() => Code;
}

/// <summary>All problems the hub answers with.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind AccessKeyMissing = new("access-key-missing", 401, "No access key", "Send the institution's access key in the header X-Access-Key, or a token got for it as Authorization: Bearer.");
    public static readonly ProblemKind AccessKeyUnknown = new("access-key-unknown", 401, "Access key not known", "The access key is not one the hub issued. Check that it was copied whole, or ask your operator for a new one.");
    public static readonly ProblemKind AccessKeyExpired = new("access-key-expired", 401, "Access key expired", "The access key has expired. Rotate it ('hub keys rotate') and use the new one.");
    public static readonly ProblemKind AccessKeyRevoked = new("access-key-revoked", 401, "Access key revoked", "The access key was revoked. Ask your institution's operator for a new one.");
    public static readonly ProblemKind AccessKeySuspended = new("access-key-suspended", 401, "Access key suspended", "The access key is held back for now. Ask the hub's data protection officer.");
    public static readonly ProblemKind AccessKeyNetwork = new("access-key-network", 403, "Access key not valid from here", "The access key is bound to other networks than the one this call came from.");
    public static readonly ProblemKind AccessKeyLeaked = new("access-key-in-query", 401, "Access key in the address", "An access key was sent in the address, where proxies and logs keep it. Rotate it, and send the new one in the header X-Access-Key.");
    public static readonly ProblemKind KeysUnavailable = new("access-keys-unavailable", 503, "Keys cannot be checked", "The hub cannot read its key store now, so it lets nobody in. Try again in a moment.");
    public static readonly ProblemKind TwoCredentials = new("credentials-twice", 400, "Two credentials", "Send an access key or a token, once; not both.");
    public static readonly ProblemKind TokenInvalid = new("token-invalid", 401, "Token not valid", "The token is not an access token this hub takes. Get a new one at the token endpoint that /.well-known/openid-configuration names.");
    public static readonly ProblemKind TokenExpired = new("token-expired", 401, "Token expired", "The token has expired. Get a new one.");
    public static readonly ProblemKind TokenNotYetValid = new("token-not-yet-valid", 401, "Token not yet valid", "The token is not valid yet. Check the clock of whoever issued it.");
    public static readonly ProblemKind TokenRevoked = new("token-revoked", 401, "Token revoked", "The token, or the client key it was got with, was withdrawn. Get a new one with a key that is in force.");
    public static readonly ProblemKind TokenAudience = new("token-audience", 401, "Token for somebody else", "The token was made for another service. Get one whose audience is this hub.");
    public static readonly ProblemKind TokenIssuer = new("token-issuer", 401, "Token of another issuer", "The token was issued for another address or by an issuer this hub does not trust. Get one at the address you call.");
    public static readonly ProblemKind TokenScope = new("token-scope", 403, "Token does not allow exchanges", "The token lacks the scope 'exchange'. Ask for it when you get the token.");
    public static readonly ProblemKind TokenBinding = new("token-binding", 401, "Token without its certificate", "The token is bound to a client certificate. Call with the certificate it was got with.");
    public static readonly ProblemKind InstitutionUnknown = new("institution-unknown", 403, "Institution not known", "The key belongs to an institution that is no longer registered. Ask the hub's operator.");

    public static readonly ProblemKind PurposeMissing = new("purpose-missing", 400, "No purpose", "Say why you ask: send an HL7 PurposeOfUse code in the header Interop-Purpose.");
    public static readonly ProblemKind PurposeUnknown = new("purpose-unknown", 400, "Purpose not known", "Interop-Purpose must hold one HL7 PurposeOfUse code that the hub uses; /openapi/v1.json lists them.");
    public static readonly ProblemKind HeaderInvalid = new("header-invalid", 400, "Header not usable", "Interop-Case and Interop-User hold at most 64 printable ASCII characters, each once. Other headers of a call to a published service are ASCII.");

    public static readonly ProblemKind MediaType = new("media-type-unsupported", 415, "Not JSON", "Send the body as application/json in UTF-8.");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "Body too large", "The hub's own questions take 64 KiB; for many people at once use a batch. An operation of a published service takes what its contract says.");
    public static readonly ProblemKind BodyTimeout = new("body-timeout", 408, "Body did not arrive", "The body of the request came too slowly, or did not come at all. Send it again.");
    public static readonly ProblemKind BodyNotUtf8 = new("body-not-utf8", 400, "Body is not UTF-8", "The body must be JSON in UTF-8.");
    public static readonly ProblemKind BodyNotJson = new("body-not-json", 400, "Body is not JSON", "The body must be one JSON object, without comments, trailing commas or a member named twice.");
    public static readonly ProblemKind BodyNotXml = new("body-not-xml", 400, "Body is not XML", "The body must be one XML document, without a document type and not nested deeper than 32 elements.");
    public static readonly ProblemKind BodyInvalid = new("body-invalid", 400, "Body not as described", "The body does not have the shape that /openapi/v1.json describes; see errors.");
    public static readonly ProblemKind IdentifierTypeUnknown = new("identifier-type-unknown", 400, "Identifier type not known", "subject.type must be one of national-id, birth-registration, nssf, equity-card, family-book.");
    public static readonly ProblemKind IdentifierMalformed = new("identifier-malformed", 400, "Identifier not well formed", "subject.value does not have the form of its type; see errors.");
    public static readonly ProblemKind AttributeUnknown = new("attribute-unknown", 400, "Attribute not known", "An attribute named is not in the catalogue; see errors.");
    public static readonly ProblemKind ProgrammeUnknown = new("programme-unknown", 400, "Programme not known", "A programme named does not exist; see errors.");
    public static readonly ProblemKind DateOutOfRange = new("date-out-of-range", 400, "Date out of range", "date must lie between 2000-01-01 and five years from today.");
    public static readonly ProblemKind GuaranteePurpose = new("guarantee-purpose", 400, "No purpose for a guarantee", "A guarantee is given for treatment or coverage: Interop-Purpose must be TREAT, ETREAT or COVERAGE.");
    public static readonly ProblemKind GuaranteeDate = new("guarantee-date", 400, "Day cannot be guaranteed", "A guarantee is given for today, or for a day no further off than a guarantee under your scope holds.");

    public static readonly ProblemKind FhirMediaType = new("fhir-media-type-unsupported", 415, "Media type not taken", "Send resources as application/fhir+json or application/fhir+xml and searches as application/x-www-form-urlencoded, in UTF-8.");
    public static readonly ProblemKind FhirFormat = new("fhir-format-unsupported", 406, "Format not given", "Resources leave as application/fhir+json or application/fhir+xml. Ask for it in Accept or _format, or for nothing in particular.");
    public static readonly ProblemKind FhirResourceInvalid = new("fhir-resource-invalid", 400, "Resource not valid or not usable", "The body is not a valid FHIR R4 resource of the kind this operation takes, or asks what the hub cannot answer; see the further issues.");
    public static readonly ProblemKind FhirResourceUnknown = new("fhir-resource-unknown", 404, "No such resource or operation", "There is nothing at this address; /fhir/metadata lists what there is.");
    public static readonly ProblemKind FhirNotKept = new("fhir-not-kept", 405, "Nothing is kept here", "The hub keeps no request and no answer, so there is nothing to create and to read later. POST the same resource to /fhir/CoverageEligibilityRequest/$submit, which answers at once.");
    public static readonly ProblemKind FhirIdUnknown = new("fhir-id-unknown", 404, "No such id", "The hub has not given your institution this id. Search by identifier; ids of other institutions do not open here.");
    public static readonly ProblemKind FhirSearchInvalid = new("fhir-search-invalid", 400, "Search not understood", "A search names one person, once: an identifier as system|value, or an id that the hub gave. /fhir/metadata lists systems and parameters.");
    public static readonly ProblemKind FhirSearchInAddress = new("fhir-search-in-address", 400, "Search by the address", "Personal identifiers do not travel in addresses, where proxies and logs keep them. Send the search as a form: POST /fhir/Patient/_search, POST /fhir/Coverage/_search.");
    public static readonly ProblemKind FhirExportInvalid = new("fhir-export-invalid", 400, "Export not understood", "An export is begun with Prefer: respond-async, for _type Coverage, Patient or both, as _outputFormat application/fhir+ndjson, from _since on, which is a moment with its zone. Other parameters are let go of with Prefer: handling=lenient alone.");
    public static readonly ProblemKind FhirExportSince = new("fhir-export-since", 400, "Not known what has changed since", "The hub knows what has changed or gone since your institution's first whole export under this scope, and for 90 days. Leave out _since, and begin the next export from the transactionTime of this one.");
    public static readonly ProblemKind FhirExportNoGroup = new("fhir-export-no-group", 403, "No members to export", "The privacy scope admits exports, and does not say by a register of your institution, which goes by a number of its own, whom it covers. Ask the data protection officer.");
    public static readonly ProblemKind FhirExportRunning = new("fhir-export-running", 429, "An export is running", "An export of your institution is being made. Ask for its status until it is there, or cancel it with DELETE; then begin another.");
    public static readonly ProblemKind FhirExportUnknown = new("fhir-export-unknown", 404, "No such export", "There is no export of your institution at this address: it was cancelled, its hour is over, or another has been begun.");
    public static readonly ProblemKind FhirExportFailed = new("fhir-export-failed", 500, "The export ended early", "The export could not be ended: the scope has changed or no longer admits it, the hub was stopped meanwhile, or could not record or keep it. Nothing of it is to be had; begin another.");

    public static readonly ProblemKind GuaranteeOutsideScope = new("guarantee-outside-scope", 403, "No guarantees under the scope", "The privacy scope lets your institution ask what is covered, and says nothing of guarantees. Ask the data protection officer.");
    public static readonly ProblemKind NoScope = new("scope-missing", 403, "No scope in force", "Your institution holds no privacy scope that is in force today. Ask the data protection officer.");
    public static readonly ProblemKind PurposeOutsideScope = new("purpose-outside-scope", 403, "Purpose outside the scope", "No privacy scope of your institution names this purpose. Ask the data protection officer.");
    public static readonly ProblemKind OperationOutsideScope = new("operation-outside-scope", 403, "Operation outside the scope", "Your institution's scope for this purpose does not name this operation. Ask the data protection officer.");
    public static readonly ProblemKind ProgrammeOutsideScope = new("programme-outside-scope", 403, "Programme outside the scope", "Your institution's scope for this purpose does not name a programme you asked about. Leave out programmes to get all it names.");
    public static readonly ProblemKind CaseMissing = new("case-missing", 403, "No case named", "Your institution's scope for this purpose answers only for a case of yours. Send its number in the header Interop-Case.");
    public static readonly ProblemKind SubjectOutsideScope = new("subject-outside-scope", 403, "Subject outside the scope", "Your institution's scope for this purpose does not let you ask about this identifier. That says nothing about whether there is such a person. Check the number, or ask the data protection officer.");
    public static readonly ProblemKind SubjectConditionUndecided = new("subject-condition-undecided", 503, "Not known whether the scope covers the subject", "A registry that must say whether you may ask about this identifier does not answer now. That says nothing about whether there is such a person. Ask again in a moment.");

    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "Too many requests at once", "The access key or the privacy scope asks faster than it may. Wait as long as Retry-After says; RateLimit-Policy tells the limits.");
    public static readonly ProblemKind QuotaExhausted = new("quota-exhausted", 429, "Day's quota used up", "The access key or the privacy scope has used all requests it has for this UTC day; Retry-After tells when the next one begins. For more, ask the data protection officer.");
    public static readonly ProblemKind ServiceUnknown = new("service-unknown", 404, "No such service", "No service is published under this institution and name. Check the address, or ask the provider.");
    public static readonly ProblemKind OperationUnknown = new("operation-unknown", 404, "No such operation", "The contract of the service has no operation with this path, written like this.");
    public static readonly ProblemKind PathInvalid = new("path-invalid", 400, "Path with more than one meaning", "Send the path in one plain form: no dot segments, empty segments, encoded slashes, semicolons or percent signs.");
    public static readonly ProblemKind QueryUndeclared = new("query-undeclared", 400, "Query not in the contract", "The query holds a name that the contract of this operation does not declare.");
    public static readonly ProblemKind RequestOutsideContract = new("request-outside-contract", 400, "Body not as the contract says", "The body does not have the shape that the contract of the service describes; see errors.");
    public static readonly ProblemKind MediaTypeUndeclared = new("media-type-undeclared", 415, "Media type not in the contract", "Send the body as one of the media types that the contract of this operation names; JSON in UTF-8 and not compressed.");
    public static readonly ProblemKind ServiceUnreachable = new("service-unreachable", 502, "The service cannot be reached", "The provider's service could not be reached, or broke off. Try again later, or ask the provider.");
    public static readonly ProblemKind ServiceAnswerInvalid = new("service-answer-invalid", 502, "The service answered outside its contract", "What the provider's service answered is not what its contract describes, so nothing of it was passed on. Tell the provider.");
    public static readonly ProblemKind ServiceTimeout = new("service-timeout", 504, "The service does not answer", "The provider's service did not answer in time. Whether it has acted is not known: ask before you repeat.");

    public static readonly ProblemKind SubjectNotFound = new("subject-not-found", 404, "No such person", "No registry you may consult knows this identifier. This says nothing about entitlement: check the number, or ask by another identifier.");
    public static readonly ProblemKind IdentityConflict = new("identity-conflict", 409, "Identifier belongs to several people", "The registries give this identifier to two or more people. Ask by another identifier, and report the conflict to the civil registry.");

    public static readonly ProblemKind SubjectUndecided = new("subject-undecided", 503, "Not known whether there is such a person", "A registry that might know this identifier does not answer now. This says nothing about entitlement: treat, and ask again in a moment.");

    public static readonly ProblemKind RecheckUnknown = new("recheck-unknown", 404, "No such re-check", "Your institution has no re-check with this id. Ids are those of member recheck in answers to your own institution.");
    public static readonly ProblemKind RecheckOver = new("recheck-over", 410, "Re-check is over", "The registries did not answer while the question was kept, or its result has been kept for its time. Ask anew.");
    public static readonly ProblemKind RechecksUnavailable = new("rechecks-unavailable", 503, "Re-checks cannot be read", "The store of re-checks cannot be read now. Nothing is lost; try again in a moment.");
    public static readonly ProblemKind MatchNotReady = new("match-not-ready", 503, "People cannot be searched yet", "The hub is still reading the registries that it finds people in, or one of them does not answer. Nobody was looked for; ask again in a moment.");

    public static readonly ProblemKind SignatureMissing = new("signature-missing", 403, "Request not signed", "Your institution must sign its requests (RFC 9421). Accept-Signature of this answer says what to cover.");
    public static readonly ProblemKind SignatureMalformed = new("signature-malformed", 400, "Signature not well formed", "Signature-Input and Signature must be dictionaries with the same labels (RFC 9421 §4) and cover components that exist. Try 'hub verify' on the saved request.");
    public static readonly ProblemKind SignatureComponentsMissing = new("signature-components-missing", 400, "Signature covers too little", "Cover @method, @target-uri, and content-digest when there is a body; give created and keyid; cover nothing that the request does not have.");
    public static readonly ProblemKind SignatureExpired = new("signature-expired", 403, "Signature too old", "A signature is taken for 300 seconds from created, and not past expires. Check your clock and sign anew.");
    public static readonly ProblemKind SignatureKeyUnknown = new("signature-key-unknown", 403, "Signing key not known", "Your institution has no key with this keyid at the hub. Publish the key, or ask the hub's operator to enter it.");
    public static readonly ProblemKind SignatureKeysUnavailable = new("signature-keys-unavailable", 503, "Signing keys cannot be fetched", "The hub cannot fetch your institution's key set now, so it cannot verify. Check that the address answers, and try again in a moment.");
    public static readonly ProblemKind SignatureInvalid = new("signature-invalid", 403, "Signature does not fit", "The signature is not that of the key named over this request. Compare your signature base with that of 'hub verify' on the saved request.");
    public static readonly ProblemKind SignatureReplayed = new("signature-replayed", 403, "Nonce used before", "A signature with this nonce was taken already. Use a new nonce for every request.");
    public static readonly ProblemKind DigestMismatch = new("digest-mismatch", 400, "Digest does not fit the body", "Content-Digest must hold sha-256 or sha-512 of the body as sent (RFC 9530).");
    public static readonly ProblemKind SignedBodyTooLarge = new("signed-body-too-large", 413, "Signed body too large", "A signed body may hold 8 MiB. Send it in parts.");
    public static readonly ProblemKind AnswerUnsignable = new("answer-unsignable", 406, "Answer too long to be signed", "Your institution takes signed answers alone, and the hub signs answers of up to 1 MiB. Ask for less at a time.");

    public static readonly ProblemKind AuditUnavailable = new("audit-unavailable", 503, "The exchange cannot be recorded", "The hub answers nothing that it cannot record. Nothing was disclosed; try again in a moment.");
    public static readonly ProblemKind ReceiptUnknown = new("receipt-unknown", 404, "Not a receipt of this log", "The audit log of this hub has no such entry. Ask the hub that is named at the beginning of the receipt.");
    public static readonly ProblemKind RouteUnknown = new("route-unknown", 404, "No such address", "There is nothing at this address; /openapi/v1.json lists what there is.");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed", "This address does not take this method; /openapi/v1.json lists what there is.");
    public static readonly ProblemKind RequestInvalid = new("request-invalid", 400, "Request not understood", "The request is not valid HTTP for this address.");
    public static readonly ProblemKind Internal = new("internal-error", 500, "Fault of the hub", "The hub failed. Nothing was disclosed. Report the exchange id to the hub's operator.");

    private static readonly Lazy<IReadOnlySet<string>> Failures = new(() => typeof(ProblemKinds).GetFields().Select(f => f.GetValue(null))
        .OfType<ProblemKind>().Where(k => k.Status >= 500).Select(k => k.Code).ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether a code says that something failed, and not that the hub said no.</summary>
    public static bool IsFailure(string code) => Failures.Value.Contains(code);
}
