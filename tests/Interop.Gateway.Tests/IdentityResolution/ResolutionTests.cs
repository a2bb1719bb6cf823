using Interop.Gateway.IdentityResolution;

namespace Interop.Gateway.Tests.IdentityResolution;

public sealed class ResolutionTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Reference Old = new("id-poor", "member", new(2020, 1, 1), new(2023, 1, 1), "old"), New = Old with { From = new(2024, 1, 1), To = null, LocalKey = "new" },
        Next = Old with { From = new(2027, 1, 1), To = null, LocalKey = "next" }, Later = Next with { From = new(2029, 1, 1), LocalKey = "later" },
        Always = Old with { From = null, To = null, LocalKey = "always" }, Torn = Old with { From = null, To = null, LocalKey = null };

    [Fact]
    public void In_RegistryWithoutReference_IsNull() => Key("health-insurance", Today, Old, New).ShouldBeNull();

    [Fact]
    public void In_SeveralBegun_IsTheOneThatBeganLast()
    {
        Key("id-poor", Today, Old, New, Next).ShouldBe("new");
        Key("id-poor", Today, Next, New, Old).ShouldBe("new");
        Key("id-poor", Today, Always, Old).ShouldBe("old");
        Key("id-poor", Today, Old, Always).ShouldBe("old");
    }

    [Theory]
    [InlineData("2023-12-31", "old")]   // the day before the new card
    [InlineData("2024-01-01", "new")]   // its first day
    [InlineData("2027-01-01", "next")]
    public void In_AnotherDate_IsTheOneOfThatDate(string on, string key) => Key("id-poor", DateOnly.Parse(on), New, Next, Old).ShouldBe(key);

    [Fact]
    public void In_NoneBegunYet_IsTheLastOfAll()
    {
        Key("id-poor", Today, Next, Later).ShouldBe("later");
        Key("id-poor", Today, Later, Next).ShouldBe("later");
    }

    [Fact]
    public void In_OneContradicted_OutweighsAllOthers()
    {
        foreach (var references in (Reference[][])[[Torn, New], [New, Torn], [Old, Torn, New]])
        {
            var chosen = Of(references).In("id-poor", Today);
            chosen.ShouldNotBeNull();
            chosen.LocalKey.ShouldBeNull();
        }
    }

    [Fact]
    public void ToString_Person_NamesNobody()
    {
        var person = Of(New) with { Identifiers = [new("national-id", "010203040")] };
        $"{person} {person.References[0]}".ShouldBe("Found, 1 references id-poor member");
    }

    private static string? Key(string registry, DateOnly on, params Reference[] references) => Of(references).In(registry, on)?.LocalKey;

    private static Resolution Of(params Reference[] references) => new(ResolutionOutcome.Found, [], [.. references]);
}
