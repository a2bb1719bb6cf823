using System.Collections.Concurrent;
using System.Text.Json;

namespace Interop.Gateway.Wire;

/// <summary>The kebab-case name under which an enum member stands on the wire and in the audit log.</summary>
internal static class WireName
{
    public static string Of<T>(T member) where T : struct, Enum => Names<T>.Known.GetOrAdd(member, static m => JsonNamingPolicy.KebabCaseLower.ConvertName(m.ToString()));

    private static class Names<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = new();
    }
}
