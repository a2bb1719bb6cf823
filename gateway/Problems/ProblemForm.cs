namespace Interop.Gateway.Problems;

/// <summary>
/// Metadata of the addresses of a door that says its problems in a language of its own. Status and headers stay those of every problem, whichever
/// room found it.
/// </summary>
/// <param name="ContentType">Of the body.</param>
/// <param name="Write">The body, from the problem and the id of the exchange.</param>
internal sealed record ProblemForm(string ContentType, Func<Problem, Guid, byte[]> Write);
