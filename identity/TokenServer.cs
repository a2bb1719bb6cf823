namespace Interop.Identity;

/// <summary>Where institutions get tokens for their keys, and how they show there who they are (RFC 8414 §2).</summary>
/// <param name="Issuer">What tokens name as <c>iss</c>.</param>
/// <param name="TokenEndpoint">Where tokens are given (RFC 6749 §3.2).</param>
/// <param name="KeysAddress">The public keys of the issuer (RFC 7517 §5).</param>
/// <param name="Scope">The one scope that institutions get.</param>
/// <param name="SigningAlgorithms">What an institution's assertion may be signed with (RFC 7523).</param>
public sealed record TokenServer(string Issuer, string TokenEndpoint, string KeysAddress, string Scope, IReadOnlyList<string> SigningAlgorithms);
