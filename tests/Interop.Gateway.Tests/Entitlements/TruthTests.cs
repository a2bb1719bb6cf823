using Interop.Gateway.Entitlements;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Entitlements;

public sealed class TruthTests
{
    private static readonly CatalogueAttribute Left = AttributeCatalogue.Current["school.enrolled"], Right = AttributeCatalogue.Current["school.meals"];

    /// <summary>Kleene's tables. F, U, T: false, unknown, true.</summary>
    [Theory]
    [InlineData('F', 'F', 'F', 'F')]
    [InlineData('F', 'U', 'F', 'U')]
    [InlineData('F', 'T', 'F', 'T')]
    [InlineData('U', 'F', 'F', 'U')]
    [InlineData('U', 'U', 'U', 'U')]
    [InlineData('U', 'T', 'U', 'T')]
    [InlineData('T', 'F', 'F', 'T')]
    [InlineData('T', 'U', 'U', 'T')]
    [InlineData('T', 'T', 'T', 'T')]
    public void AllOfAndAnyOf_TwoTruths_FollowKleene(char left, char right, char and, char or)
    {
        var facts = new Facts(AttributeCatalogue.Current);
        facts.Set(Left, FactOf(left));
        facts.Set(Right, FactOf(right));
        new AllOf(null, [Yes(Left), Yes(Right)]).Evaluate(facts, Given.Today).ShouldBe(Given.TruthOf(and));
        new AnyOf(null, [Yes(Left), Yes(Right)]).Evaluate(facts, Given.Today).ShouldBe(Given.TruthOf(or));
    }

    [Theory]
    [InlineData('F', 'T')]
    [InlineData('U', 'U')]
    [InlineData('T', 'F')]
    public void NotOf_OneTruth_FollowsKleene(char truth, char negated)
    {
        var facts = new Facts(AttributeCatalogue.Current);
        facts.Set(Left, FactOf(truth));
        new NotOf(null, Yes(Left)).Evaluate(facts, Given.Today).ShouldBe(Given.TruthOf(negated));
    }

    [Fact]
    public void FactTest_NobodyAsked_IsUnknown() =>
        Yes(Left).Evaluate(new Facts(AttributeCatalogue.Current), Given.Today).ShouldBe(Truth.Unknown);

    [Theory]
    [InlineData('F', 'T')]
    [InlineData('T', 'F')]
    public void FactTest_None_SaysWhatTheRuleSaysOfNone(char whenNone, char negated)
    {
        var facts = Given.Nobody();
        var test = new NumberBetween(null, Left, new(Given.TruthOf(whenNone), Truth.Unknown), 1, 1);
        test.Evaluate(facts, Given.Today).ShouldBe(Given.TruthOf(whenNone));
        new NotOf(null, test).Evaluate(facts, Given.Today).ShouldBe(Given.TruthOf(negated));
    }

    private static NumberBetween Yes(CatalogueAttribute attribute) => new(null, attribute, new(Truth.False, Truth.False), 1, 1);

    private static Fact FactOf(char truth) => truth == 'U' ? Fact.Unknown(UnknownReason.RegistryTimedOut) : Fact.Of(AttributeValue.OfBoolean(truth == 'T'), null);
}
