using System.Reflection;

namespace Interop.Gateway.Tests;

/// <summary>One type of one room that names a type of another.</summary>
internal sealed record RoomReference(string From, string To, string Why);

/// <summary>
/// The rooms of an assembly, the namespaces directly below its own, and what they know of each other. The namespace of the assembly
/// itself is the roof over all of them, and no room.
/// </summary>
internal static class Rooms
{
    public static IEnumerable<RoomReference> References(Assembly assembly) =>
        from type in assembly.GetTypes()
        let room = RoomOf(type, assembly)
        where room is not null
        from named in TypeReferences.Of(type)
        where named.Assembly == assembly
        let other = RoomOf(named, assembly)
        where other is not null && other != room
        select new RoomReference(room, other, $"{type.FullName} names {named.FullName}");

    public static string? RoomOf(Type type, Assembly assembly)
    {
        var root = assembly.GetName().Name + ".";
        return type.Namespace?.StartsWith(root, StringComparison.Ordinal) == true ? type.Namespace[root.Length..].Split('.')[0] : null;
    }

    /// <summary>The references that lie on a cycle, in ordinal order: those between rooms each of which can be reached from the other.</summary>
    public static string[] Cycles(IEnumerable<RoomReference> references)
    {
        var all = references.Distinct().ToArray();
        var next = all.ToLookup(r => r.From, r => r.To);
        return [.. all.Where(r => Reaches(r.To, r.From)).Select(r => $"{r.From} -> {r.To}: {r.Why}").Order(StringComparer.Ordinal)];

        bool Reaches(string from, string to)
        {
            var seen = new HashSet<string> { from };
            var open = new Stack<string>(seen);
            while (open.TryPop(out var room))
            {
                if (room == to)
                    return true;
                foreach (var further in next[room])
                    if (seen.Add(further))
                        open.Push(further);
            }
            return false;
        }
    }
}
