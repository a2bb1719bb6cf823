using System.Text.RegularExpressions;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Schemas.Tests.Catalogue;

public sealed class AttributeCatalogueTests
{
    private static readonly AttributeCatalogue Current = AttributeCatalogue.Current;

    /// <summary>The four registries of the first country, as their mapping files name them.</summary>
    private static readonly string[] Owners = [.. Directory.GetFiles(Repository.Folder("adapters"), "mapping.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f))!).Distinct()];

    /// <summary>Code lists that are open because another body keeps them.</summary>
    private static readonly string[] OpenLists = ["gazetteer"];

    [Fact]
    public void All_Names_AreUniqueAndIndexedByOrdinal()
    {
        Current.All.Select(a => a.Name).ShouldBeUnique();
        Current.All.Select((a, i) => a.Ordinal == i).ShouldAllBe(same => same);
        Current.All.ShouldAllBe(a => Current.Find(a.Name) == a);
    }

    [Fact]
    public void All_Owners_AreRegistriesWithAMapping() => Current.All.Select(a => a.Owner).Except(Owners).ShouldBeEmpty();

    [Fact]
    public void All_Codes_HaveTheirClosedList()
    {
        Current.All.Where(a => (a.Type == AttributeType.Code) != (a.Codes is not null)).ShouldBeEmpty();
        Current.All.Where(a => a.Codes is { } list && !OpenLists.Contains(list) && CodeLists.Find(list) is null).ShouldBeEmpty();
    }

    [Fact]
    public void All_AttributesOfRelatives_CanBeResolved()
    {
        foreach (var attribute in Current.All.Where(a => a.Via is not null))
        {
            var via = attribute.Via!;
            Current.Find(via.Identifier).ShouldNotBeNull(attribute.Name).Type.ShouldBe(AttributeType.String);
            CodeLists.IdentifierTypes.ContainsKey(via.Type).ShouldBeTrue(attribute.Name);
            var read = Current.Find(via.Attribute).ShouldNotBeNull(attribute.Name);
            (read.Type, read.Owner, read.Codes, read.Via).ShouldBe((attribute.Type, attribute.Owner, attribute.Codes, null), attribute.Name);
        }
    }

    [Fact]
    public void All_Reductions_FitTheirType()
    {
        foreach (var attribute in Current.All)
            foreach (var reduction in attribute.Reductions)
                (reduction switch
                {
                    Reduction.Whole => false, // always allowed, never listed
                    Reduction.Year or Reduction.AgeBand => attribute.Type == AttributeType.Date,
                    Reduction.Masked or Reduction.Pseudonym => attribute.Type == AttributeType.String,
                    Reduction.Province or Reduction.District or Reduction.Commune => attribute.Codes == "gazetteer",
                    _ => true,
                }).ShouldBeTrue($"{attribute.Name}: {reduction}");
    }

    [Theory]
    [InlineData("^(mother\\.)?idpoor\\.level$")]
    [InlineData("^disability\\.")]
    [InlineData("^maternity\\.")]
    public void All_PovertyDisabilityAndHealth_AreSensitive(string names)
    {
        var found = Current.All.Where(a => Regex.IsMatch(a.Name, names, RegexOptions.None, TimeSpan.FromSeconds(1))).ToArray();
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(a => a.Sensitivity == Sensitivity.Sensitive);
    }

    [Theory]
    [InlineData("name.")]
    [InlineData("person.")]
    public void All_NamesAndNumbers_AreIdentifying(string prefix)
    {
        var found = Current.All.Where(a => a.Name.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(a => a.Sensitivity == Sensitivity.Identifying);
    }
}
