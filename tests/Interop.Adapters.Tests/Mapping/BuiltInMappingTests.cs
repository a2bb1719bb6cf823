using Interop.Adapters.Mapping;

namespace Interop.Adapters.Tests.Mapping;

public class BuiltInMappingTests
{
    [Fact]
    public void BuiltIn_Always_HoldsTheFourRegistriesInOrderOfTrust() =>
        MappingFile.BuiltIn.Select(m => m.Registry).ShouldBe(["civil-registry", "id-poor", "health-insurance", "programmes"]);

    [Fact]
    public void BuiltIn_EveryCatalogueAttributeThatIsNotOfARelative_IsMappedOnce()
    {
        var mapped = MappingFile.BuiltIn.SelectMany(m => m.Sets).SelectMany(s => s.Attributes.Keys).ToArray();

        mapped.Order().ShouldBe(Interop.Schemas.Catalogue.AttributeCatalogue.Current.All.Where(a => a.Via is null).Select(a => a.Name).Order());
    }
}
