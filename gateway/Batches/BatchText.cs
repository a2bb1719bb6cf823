namespace Interop.Gateway.Batches;

/// <summary>A plain message in both languages.</summary>
internal sealed record BatchText(string En, string Km);
