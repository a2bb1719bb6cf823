using CsCheck;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Tests.Privacy;

public sealed class ScopeRegisterTests : IDisposable
{
    private static readonly string[] Consumers = ["alpha", "beta"], Purposes = ["TREAT", "COVERAGE", "ELIGDTRM"], Programmes = ["hef", "cbhi"];
    private static readonly Operation[] Operations = [Operation.Lookup, Operation.EntitlementCheck];

    /// <summary>A few scopes close together, so that they overlap, touch and leave gaps. Those that contradict an earlier one are left out, as the hub would refuse the file.</summary>
    private static readonly Gen<ScopeConfig[]> Scopes = Gen.Select(
        Gen.Int[0, 1].Select(i => Consumers[i]), Subset(Purposes, 1), Subset(Operations, 1), Subset(Programmes, 0), Gen.Int[0, 8], Gen.Int[0, 4],
        Gen.Int[0, 15].Select(i => i <= (int)ScopeStatus.Superseded ? (ScopeStatus)i : ScopeStatus.Active),
        (consumer, purposes, operations, programmes, from, days, status) => ScopeFile.Scope() with
        {
            Consumer = consumer, Purposes = purposes, Operations = operations, Programmes = programmes,
            From = ScopeFile.Start.AddDays(from), To = ScopeFile.Start.AddDays(from + days), Status = status,
        }).Array[0, 8];

    private readonly ScopeFile file = new();

    [Fact]
    public void Admit_NoScopeAtAll_NoScope() => Admit(ScopeFile.RegisterOf(), out _).ShouldBe(AdmissionOutcome.NoScope);

    [Fact]
    public void Admit_ScopeOfAnother_NoScope() => Admit(ScopeFile.RegisterOf(ScopeFile.Scope() with { Consumer = "beta" }), out _).ShouldBe(AdmissionOutcome.NoScope);

    [Fact]
    public void Admit_ScopeThatFits_IsTheOneThatRules()
    {
        var register = ScopeFile.RegisterOf(ScopeFile.Scope() with { Purposes = ["COVERAGE"], Version = 7 }, ScopeFile.Scope());
        Admit(register, out var scope, programmes: ["hef"]).ShouldBe(AdmissionOutcome.Admitted);
        scope!.Version.ShouldBe(1);
    }

    [Fact]
    public void Read_ScopeWithLimits_CarriesThem()
    {
        Admit(ScopeFile.RegisterOf(ScopeFile.Scope() with { Limits = new(0.5, 3, 40) }), out var scope).ShouldBe(AdmissionOutcome.Admitted);
        scope!.Limit.ShouldBe(new Limit(0.5, 3, 40));
    }

    [Fact]
    public void Admit_AnotherPurpose_PurposeOutsideScope() =>
        Admit(ScopeFile.RegisterOf(ScopeFile.Scope()), out _, purpose: "COVERAGE").ShouldBe(AdmissionOutcome.PurposeOutsideScope);

    [Fact]
    public void Admit_AnotherOperation_OperationOutsideScopeWhateverOrderTheFileHas()
    {
        ScopeConfig[] scopes = [ScopeFile.Scope(), ScopeFile.Scope() with { Purposes = ["COVERAGE"], Operations = [Operation.EntitlementCheck], Version = 2 }];
        Admit(ScopeFile.RegisterOf(scopes), out _, operation: Operation.EntitlementCheck).ShouldBe(AdmissionOutcome.OperationOutsideScope);
        Admit(ScopeFile.RegisterOf(scopes.Reverse()), out _, operation: Operation.EntitlementCheck).ShouldBe(AdmissionOutcome.OperationOutsideScope);
    }

    [Fact]
    public void Admit_AnotherProgramme_ProgrammeOutsideScope()
    {
        Admit(ScopeFile.RegisterOf(ScopeFile.Scope()), out _, programmes: ["hef", "cbhi"]).ShouldBe(AdmissionOutcome.ProgrammeOutsideScope);
        Admit(ScopeFile.RegisterOf(ScopeFile.Scope() with { Programmes = [] }), out _, programmes: null).ShouldBe(AdmissionOutcome.Admitted, "nothing named is nothing outside");
    }

    [Theory]
    [InlineData(-1, nameof(AdmissionOutcome.NoScope))]
    [InlineData(0, nameof(AdmissionOutcome.Admitted))]
    [InlineData(364, nameof(AdmissionOutcome.Admitted))]
    [InlineData(365, nameof(AdmissionOutcome.NoScope))]
    public void Admit_FirstAndLastDay_AreIn(int day, string outcome) =>
        Admit(ScopeFile.RegisterOf(ScopeFile.Scope()), out _, today: ScopeFile.Start.AddDays(day)).ToString().ShouldBe(outcome);

    [Theory]
    [InlineData(nameof(ScopeStatus.Draft))]
    [InlineData(nameof(ScopeStatus.Submitted))]
    [InlineData(nameof(ScopeStatus.Suspended))]
    [InlineData(nameof(ScopeStatus.Revoked))]
    public void Admit_ScopeThatIsNotActive_NeverAdmits(string status)
    {
        var register = ScopeFile.RegisterOf(ScopeFile.Scope() with { Status = Enum.Parse<ScopeStatus>(status) });
        Admit(register, out var scope).ShouldBe(AdmissionOutcome.NoScope);
        scope.ShouldBeNull();
        register.PurposesOf("alpha").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TREAT", "beta/people/read", nameof(AdmissionOutcome.Admitted))]
    [InlineData("TREAT", "beta/people/write", nameof(AdmissionOutcome.OperationOutsideScope))]
    [InlineData("TREAT", "lookup", nameof(AdmissionOutcome.OperationOutsideScope))]
    [InlineData("COVERAGE", "beta/people/read", nameof(AdmissionOutcome.PurposeOutsideScope))]
    public void AdmitService_OperationOfAService_IsGrantedByNameAlone(string purpose, string operation, string outcome)
    {
        var register = ScopeFile.RegisterOf(ScopeFile.Scope() with { Services = [new("beta/people", ["read"], [new("/name")])] });
        register.AdmitService("alpha", purpose, operation, new(2026, 6, 1), out var scope, out var grant).ToString().ShouldBe(outcome);
        (scope is null).ShouldBe(grant is null);
        if (grant is not null)
            (grant.Consumer, grant.Service, grant.Fields[0].Path).ShouldBe(("alpha", "beta/people", "/name"));
        register.AdmitService("beta", purpose, operation, new(2026, 6, 1), out _, out _).ShouldBe(AdmissionOutcome.NoScope);
    }

    [Fact]
    public void Admit_RandomScopesAndEveryRequest_EqualsTheNaiveReading() => Scopes.Sample(drawn =>
    {
        var scopes = drawn.Aggregate(Array.Empty<ScopeConfig>(), (kept, one) => file.FaultsOf([.. kept, one with { Version = kept.Length + 1 }]).Length == 0 ? [.. kept, one with { Version = kept.Length + 1 }] : kept);
        var register = ScopeFile.RegisterOf(scopes);
        return Requests().All(r =>
        {
            var expected = Naive(scopes, r.Consumer, r.Purpose, r.Operation, r.Programmes, r.Today, out var rules);
            return register.Admit(r.Consumer, r.Purpose, r.Operation, r.Programmes, r.Today, out var scope) == expected
                && (scope?.Consumer, scope?.From, scope?.To) == (rules?.Consumer, rules?.From, rules?.To);
        });
    }, iter: 200);

    [Fact]
    public void Admit_AmongTenThousandScopes_AllocatesNothingAndTakesUnderTwentyMicroseconds()
    {
        const int Many = 10_000, Rounds = 20_000;
        var register = ScopeFile.RegisterOf(Enumerable.Range(0, Many).Select(i => ScopeFile.Scope() with { Scope = $"s-{i}", Consumer = $"c-{i % 100}", Purposes = [$"P{i / 100}"] }));
        string[] consumers = [.. Enumerable.Range(0, 100).Select(i => $"c-{i}")], purposes = [.. Enumerable.Range(0, 100).Select(i => $"P{i}")], programmes = ["hef"];
        var admitted = Ask();   // once, so that what is measured is compiled
        var (allocated, started) = (GC.GetAllocatedBytesForCurrentThread(), TimeProvider.System.GetTimestamp());
        admitted += Ask();
        var took = TimeProvider.System.GetElapsedTime(started);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBe(0);
        admitted.ShouldBe(2 * Rounds);
        (took.TotalMicroseconds / Rounds).ShouldBeLessThan(20);
        TestContext.Current.TestOutputHelper?.WriteLine($"{took.TotalMicroseconds / Rounds:0.000} us an admission");

        int Ask()
        {
            var count = 0;
            for (var i = 0; i < Rounds; i++)
                if (register.Admit(consumers[i % 100], purposes[i / 100 % 100], Operation.Lookup, programmes, new(2026, 6, 1), out _) == AdmissionOutcome.Admitted)
                    count++;
            return count;
        }
    }

    public void Dispose() => file.Dispose();

    private static AdmissionOutcome Admit(
        ScopeRegister register, out PrivacyScope? scope, string purpose = "TREAT", Operation operation = Operation.Lookup, string[]? programmes = null, DateOnly? today = null) =>
        register.Admit("alpha", purpose, operation, programmes, today ?? new(2026, 6, 1), out scope);

    /// <summary>The words of the outcomes, one after the other.</summary>
    private static AdmissionOutcome Naive(
        ScopeConfig[] scopes, string consumer, string purpose, Operation operation, string[]? programmes, DateOnly today, out ScopeConfig? rules)
    {
        rules = null;
        var inForce = scopes.Where(s => s.Status == ScopeStatus.Active && s.Consumer == consumer && s.From <= today && today <= s.To).ToArray();
        var forPurpose = inForce.Where(s => s.Purposes.Contains(purpose)).ToArray();
        if (inForce.Length == 0 || forPurpose.Length == 0)
            return inForce.Length == 0 ? AdmissionOutcome.NoScope : AdmissionOutcome.PurposeOutsideScope;
        rules = forPurpose.SingleOrDefault(s => s.Operations.Contains(operation));
        if (rules is null)
            return AdmissionOutcome.OperationOutsideScope;
        return programmes is null || programmes.All(rules.Programmes.Contains) ? AdmissionOutcome.Admitted : AdmissionOutcome.ProgrammeOutsideScope;
    }

    private static IEnumerable<(string Consumer, string Purpose, Operation Operation, string[]? Programmes, DateOnly Today)> Requests() =>
        from consumer in Consumers.Append("gamma")
        from purpose in Purposes
        from operation in Operations
        from programmes in (string[]?[])[null, ["hef"], ["cbhi"], ["hef", "cbhi"]]
        from day in Enumerable.Range(-1, 15)
        select (consumer, purpose, operation, programmes, ScopeFile.Start.AddDays(day));

    private static Gen<T[]> Subset<T>(T[] all, int least) =>
        Gen.Int[0, (1 << all.Length) - 1].Where(bits => int.PopCount(bits) >= least).Select(bits => all.Where((_, i) => (bits >> i & 1) == 1).ToArray());
}
