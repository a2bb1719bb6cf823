using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Interop.Adapters;
using Interop.Country;
using Interop.Gateway.Configuration;
using Interop.Identity;
using Interop.Schemas;

namespace Interop.Gateway.Tests;

/// <summary>The directions of the house: between its projects, and between the rooms of each.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Gateway = typeof(HubSettings).Assembly, Identity = typeof(IdentityRegistration).Assembly;

    private static readonly Assembly[] Projects = [Gateway, typeof(RegistryAdapter).Assembly, typeof(JsonSchemas).Assembly, Identity, typeof(SyntheticCountry).Assembly];

    public static TheoryData<string> Names => [.. Projects.Select(p => p.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rooms_OfEveryProject_AreFreeOfCycles(string project) => Rooms.Cycles(Rooms.References(ProjectOf(project))).ShouldBeEmpty();

    /// <summary>Should the reader of the code see nothing, every project would look free of cycles.</summary>
    [Theory]
    [InlineData("Exchanges", "Privacy")]          // a field
    [InlineData("Registries", "IdentityResolution")]
    [InlineData("Native", "Problems")]            // only inside methods
    [InlineData("Hosting", "IdentityResolution")] // only inside an async method
    [InlineData("Privacy", "Entitlements")]       // only inside a lambda
    [InlineData("Exchanges", "Wire")]
    public void References_KnownOnes_AreSeen(string from, string to) => Rooms.References(Gateway).ShouldContain(r => r.From == from && r.To == to);

    [Theory]
    [InlineData("a>b b>a", 2)]
    [InlineData("a>b b>c c>a", 3)]
    [InlineData("a>b b>c c>b x>a", 2)]            // who only leads to the cycle is not on it
    [InlineData("a>b c>d b>a d>c b>c", 4)]
    [InlineData("a>b a>c b>d c>d", 0)]            // a diamond is no cycle
    [InlineData("a>b b>c a>c", 0)]
    [InlineData("", 0)]
    public void Cycles_MadeUpGraph_AreFoundWithTheirReferences(string graph, int references) =>
        Rooms.Cycles(graph.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => new RoomReference(r[..1], r[2..], "made up"))).Length.ShouldBe(references);

    [Fact]
    public void Of_EveryWayToNameAType_IsSeen()
    {
        var seen = TypeReferences.Of(typeof(Naming<>));
        foreach (var named in (Type[])[typeof(Uri), typeof(Version), typeof(Guid), typeof(TimeZoneInfo), typeof(FormatException), typeof(StringComparer), typeof(DescriptionAttribute), typeof(IFormattable)])
            seen.ShouldContain(named);
    }

    [Theory]
    [InlineData("schemas/Interop.Schemas")]
    [InlineData("country/Interop.Country")]
    [InlineData("identity/Interop.Identity")]
    [InlineData("adapters/Interop.Adapters", "Interop.Schemas")]
    [InlineData("gateway/Interop.Gateway", "Interop.Adapters", "Interop.Country", "Interop.Identity", "Interop.Schemas")]
    public void Project_References_OnlyWhatTheDirectionAllows(string project, params string[] allowed)
    {
        var file = XDocument.Load(Path.Combine(Root(), project + ".csproj"));
        file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!)).Order().ShouldBe(allowed);
        ProjectOf(Path.GetFileName(project)).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Interop.", StringComparison.Ordinal)).Except(allowed).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Project_Internals_AreOpenToTestsAndTheBenchmarkOnly(string project) =>
        ProjectOf(project).GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName).ShouldAllBe(n => n.EndsWith(".Tests", StringComparison.Ordinal) || n == "Interop.Bench");

    /// <summary>The gateway reaches identity through its registration and what that shows; whatever else is there is nobody's business.</summary>
    [Fact]
    public void Identity_PublicTypes_AreThoseTheGatewayUses()
    {
        var shown = Gateway.GetTypes().SelectMany(TypeReferences.Of).Where(t => t.Assembly == Identity).ToHashSet();
        shown.ShouldContain(typeof(IdentityRegistration));
        for (var open = new Queue<Type>(shown); open.TryDequeue(out var type);)
            foreach (var further in TypeReferences.Shown(type).Where(t => t.Assembly == Identity && shown.Add(t)))
                open.Enqueue(further);
        Identity.GetExportedTypes().Except(shown).ShouldBeEmpty("public, and not reached by the gateway");
    }

    private static Assembly ProjectOf(string name) => Projects.Single(p => p.GetName().Name == name);

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Interop.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Interop.sln is nowhere above the tests.");
        return folder;
    }

    /// <summary>Names one type in each of the ways a type can be named.</summary>
    [Description]
    private abstract class Naming<T> : IFormattable
    {
        private readonly List<Uri[]> uris = [];

        protected abstract Version? Version(T of);

        public string ToString(string? format, IFormatProvider? formatProvider)
        {
            try
            {
                return $"{uris.Count} {typeof(Guid)} {Array.Empty<TimeZoneInfo>().Length} {StringComparer.Ordinal}";
            }
            catch (FormatException)
            {
                return "";
            }
        }
    }
}
