namespace Interop.Gateway.Institutions;

/// <summary>
/// What the hub has agreed with an institution about DCI messages. <paramref name="Placeholder"/> is taken in the place of a signature, from sandboxes
/// alone; <paramref name="Purpose"/> is why it asks where a search does not say.
/// </summary>
internal sealed record DciProfile(string? Placeholder, string? Purpose);
