namespace Interop.Gateway.Problems;

/// <summary>
/// Metadata of the addresses of a door that says its problems in a language of its own. Status and headers stay those of every problem, whichever
/// room found it.
/// </summary>
/// <param name="Write">The media type and the body of a problem, as this request wants them.</param>
internal sealed record ProblemForm(Func<HttpRequest, Problem, (string ContentType, byte[] Body)> Write);
