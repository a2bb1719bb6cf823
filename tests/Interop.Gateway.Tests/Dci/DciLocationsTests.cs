using Interop.Gateway.Configuration;
using Interop.Gateway.Dci;

namespace Interop.Gateway.Tests.Dci;

public sealed class DciLocationsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_NoFile_HasNoPlaces() => DciLocations.Read(folder["locations.json"]).Document.ShouldBeNull();

    [Fact]
    public void Read_PlaceTwiceOrInNoOther_NamesEveryFault() =>
        Should.Throw<ConfigurationFaultException>(() => Read("07", "07", "0801")).Faults.Select(f => f[(f.IndexOf(": ", StringComparison.Ordinal) + 2)..])
            .ShouldBe(["place '07' is there 2 times", "place '0801' lies in '08', which is not there"]);

    [Fact]
    public void Read_PlacesOfAllLevels_LieInEachOther() =>
        System.Text.Json.Nodes.JsonNode.Parse(Read("07", "0701", "070102").Document)!["locations"]!.AsArray().Select(l => (string?)l!["contained_in_place"]).ShouldBe([null, "07", "0701"]);

    private DciLocations Read(params string[] codes) => DciLocations.Read(folder.Write("locations.json",
        $$"""{"lastUpdated":"2026-11-26T00:00:00Z","places":[{{string.Join(',', codes.Select(c => $$$"""{"code":"{{{c}}}","kind":"commune","name":{"en":"A","km":"ក"}}"""))}}]}"""));
}
