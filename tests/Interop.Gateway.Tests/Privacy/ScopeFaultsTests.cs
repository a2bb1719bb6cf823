using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy;

public sealed class ScopeFaultsTests : IDisposable
{
    private readonly ScopeFile file = new();

    [Fact]
    public void Of_GoodScope_None() =>
        file.FaultsOf(ScopeFile.Scope(new("vital.birthDate", Reduction.AgeBand), new("idpoor.level"), new("address.village", Reduction.Whole))).ShouldBeEmpty();

    [Fact]
    public void Of_EverythingWrong_EveryFaultIsThereWithItsValue()
    {
        var scope = ScopeFile.Scope(
            new("person.shoeSize"), new("nssf.status"), new("vital.sex", Reduction.Year), new("vital.birthDate"), new("vital.birthDate", Reduction.Year)) with
        {
            Scope = "wrong", Version = 3, Consumer = "gamma", Purposes = ["TREAT", "CURIOSITY"], Registries = ["civil-registry", "tax-office"], Programmes = ["hef", "free-beer"],
            From = new(2026, 5, 2), To = new(2026, 5, 1), SubmittedBy = "officer-1", ApprovedBy = "officer-1",
        };
        file.FaultsOf(scope).ShouldBe(
        [
            "scope 'wrong' v3: no institution 'gamma'",
            "scope 'wrong' v3: no purpose 'CURIOSITY' among HL7 PurposeOfUse codes in use",
            "scope 'wrong' v3: no registry 'tax-office'",
            "scope 'wrong' v3: no programme 'free-beer'",
            "scope 'wrong' v3: no attribute 'person.shoeSize' in the catalogue",
            "scope 'wrong' v3: grants 'nssf.status' of 'health-insurance', which is not among its registries",
            "scope 'wrong' v3: 'vital.sex' cannot be reduced to 'year'",
            "scope 'wrong' v3: grants 'vital.birthDate' more than once",
            "scope 'wrong' v3: grants 'vital.birthDate' more than once",
            "scope 'wrong' v3: ends on 2026-05-01, before it begins on 2026-05-02",
            "scope 'wrong' v3: active, and not approved by a second officer (submittedBy 'officer-1', approvedBy 'officer-1')",
        ]);
    }

    [Fact]
    public void Of_ConditionsThatMeanNothing_EveryFaultIsThere()
    {
        var scope = ScopeFile.Scope(new GrantConfig("vital.sex", Circumstance: new("Needed for the file", ["TREAT", "COVERAGE"]))) with
        {
            Registries = ["civil-registry"], Services = [new("beta/people", ["read"], [new("/name")])],
            Subject =
            [
                new(SubjectConditionKind.Known), new(SubjectConditionKind.Known, "tax-office"), new(SubjectConditionKind.Case, null, ["insured"]), new(SubjectConditionKind.Jurisdiction),
                new(SubjectConditionKind.Jurisdiction),
            ],
        };
        file.FaultsOf(scope).ShouldBe(
        [
            "scope 'treatment' v1: grants 'vital.sex' for 'COVERAGE', not among its purposes",
            "scope 'treatment' v1: asks for a subject that is known, and names no registry",
            "scope 'treatment' v1: asks for a subject known to 'tax-office', and there is no such registry",
            "scope 'treatment' v1: 'case' takes no registry, capacities or days",
            "scope 'treatment' v1: asks for 'jurisdiction' more than once",
            "scope 'treatment' v1: grants published services, of which the hub does not know whom they are about, and makes conditions about the person; beside services only 'case' can be asked for",
        ]);
        file.FaultsOf(scope with { Attributes = [], Services = null, Registries = ["id-poor"], Subject = [new(SubjectConditionKind.Jurisdiction)] })
            .ShouldBe(["scope 'treatment' v1: asks where the subject lives, and 'civil-registry', which knows, is not among its registries"]);
        file.FaultsOf(scope with { Attributes = [], Subject = [new(SubjectConditionKind.Case)] }).ShouldBeEmpty();
    }

    [Fact]
    public void OfDraft_SensitiveWithoutCircumstance_IsAFaultOfWhatIsNotInForceYet()
    {
        var scope = ScopeFile.Scope(new("vital.sex"), new("idpoor.level"), new("disability.type", Circumstance: new("The allowance depends on it")));
        ScopeFaults.OfDraft(scope, file.Words).ShouldBe(["grants 'idpoor.level', which is sensitive, and does not say in which circumstance"]);
        file.FaultsOf(scope with { Registries = ["civil-registry", "id-poor", "programmes"] }).ShouldBeEmpty("what is in force already stays");
        ScopeFaults.OfDraft(ScopeFile.Scope() with { Subject = [new(SubjectConditionKind.Jurisdiction)] }, file.Words).ShouldBe(
            ["asks that the subject lives in the jurisdiction of 'alpha', which is the whole country"]);
    }

    [Theory]
    [InlineData("officer-1", "officer-1", 1)]
    [InlineData("officer-1", null, 1)]
    [InlineData(null, null, 1)]
    [InlineData("officer-1", "officer-2", 0)]
    public void Of_ActiveScope_NeedsASecondOfficer(string? submitted, string? approved, int faults) =>
        file.FaultsOf(ScopeFile.Scope() with { SubmittedBy = submitted, ApprovedBy = approved }).Length.ShouldBe(faults);

    [Theory]
    [InlineData(nameof(ScopeStatus.Draft))]
    [InlineData(nameof(ScopeStatus.Submitted))]
    [InlineData(nameof(ScopeStatus.Suspended))]
    [InlineData(nameof(ScopeStatus.Revoked))]
    public void Of_ScopeThatIsNotActive_NeedsNoApprovalAndContradictsNobody(string status) =>
        file.FaultsOf(ScopeFile.Scope(), ScopeFile.Scope() with { Status = Enum.Parse<ScopeStatus>(status), ApprovedBy = null, Version = 2 }).ShouldBeEmpty();

    [Fact]
    public void Of_TwoActiveForOneQuestion_Contradict()
    {
        var first = ScopeFile.Scope();
        var second = first with { Scope = "coverage", Version = 2, Purposes = ["COVERAGE", "TREAT"], From = first.To, To = first.To };
        file.FaultsOf(first, second).ShouldBe(["scopes 'treatment' v1 and 'coverage' v2: both active for the same consumer, purpose and operation at one time"]);
        file.FaultsOf(first, second with { From = first.To.AddDays(1), To = first.To.AddDays(1) }).ShouldBeEmpty("one begins after the other has ended");
        file.FaultsOf(first, second with { Consumer = "beta" }).ShouldBeEmpty();
        file.FaultsOf(first, second with { Purposes = ["COVERAGE"] }).ShouldBeEmpty();
        file.FaultsOf(first, second with { Operations = [Operation.EntitlementCheck] }).ShouldBeEmpty();
    }

    [Fact]
    public void Of_ServicesGranted_UnknownProviderAndDoubleGrantsAreFaults()
    {
        var scope = ScopeFile.Scope() with
        {
            Services = [new("gamma/people", ["read"], [new("/a"), new("/a")]), new("beta/people", ["read", "write"], [new("")]), new("beta/people", ["read"], [])],
        };
        file.FaultsOf(scope).ShouldBe(
        [
            "scope 'treatment' v1: grants a service of 'gamma', and there is no such institution",
            "scope 'treatment' v1: grants the operation 'beta/people/read' more than once",
            "scope 'treatment' v1: fields of 'gamma/people': field '/a': granted more than once",
        ]);
    }

    [Fact]
    public void Of_TwoActiveForOneOperationOfAService_Contradict()
    {
        var first = ScopeFile.Scope() with { Services = [new("beta/people", ["read"], [])] };
        var second = ScopeFile.Scope() with { Version = 2, Operations = [Operation.EntitlementCheck], Services = [new("beta/people", ["write", "read"], [])] };
        file.FaultsOf(first, second).Length.ShouldBe(1);
        file.FaultsOf(first, second with { Services = [new("beta/people", ["write"], []), new("beta/places", ["read"], [])] }).ShouldBeEmpty();
    }

    [Fact]
    public void Read_FaultyFile_ThrowsAllFaultsWithThePath()
    {
        var thrown = Should.Throw<ConfigurationFaultException>(() => file.Ledger(ScopeFile.Scope(new GrantConfig("person.shoeSize")) with { Consumer = "gamma" }));
        thrown.Faults.Count.ShouldBe(2);
        thrown.Faults.ShouldAllBe(f => f.Contains(".json: scope 'treatment' v1: ", StringComparison.Ordinal));
    }

    public void Dispose() => file.Dispose();
}
