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
    public void Admit_ScopeThatAnswersForACase_NeedsOne()
    {
        var register = ScopeFile.RegisterOf(ScopeFile.Scope() with { Subject = [new(SubjectConditionKind.Case)], Services = [new("beta/people", ["read"], [new("")])] });
        register.Admit("alpha", "TREAT", Operation.Lookup, null, new(2026, 6, 1), out var scope).ShouldBe(AdmissionOutcome.CaseMissing);
        scope.ShouldNotBeNull("its limits are taken all the same");
        register.Admit("alpha", "TREAT", Operation.Lookup, null, new(2026, 6, 1), out _, caseGiven: true).ShouldBe(AdmissionOutcome.Admitted);
        register.AdmitService("alpha", "TREAT", "beta/people/read", new(2026, 6, 1), out _, out _).ShouldBe(AdmissionOutcome.CaseMissing);
        register.AdmitService("alpha", "TREAT", "beta/people/read", new(2026, 6, 1), out _, out _, caseGiven: true).ShouldBe(AdmissionOutcome.Admitted);
    }

    [Fact]
    public void AdmitService_ScopeThatAsksForThePerson_LetsNoneBeCalled() =>
        ScopeFile.RegisterOf(ScopeFile.Scope() with { Subject = [new(SubjectConditionKind.Jurisdiction)], Services = [new("beta/people", ["read"], [new("")])] })
            .AdmitService("alpha", "TREAT", "beta/people/read", new(2026, 6, 1), out _, out _, caseGiven: true).ShouldBe(AdmissionOutcome.OperationOutsideScope);

    [Fact]
    public void Admit_Circumstances_GrantForTheirPurposeAndCaseAloneAndGiveOneObjectEach()
    {
        var catalogue = Interop.Schemas.Catalogue.AttributeCatalogue.Current;
        var register = ScopeFile.RegisterOf(ScopeFile.Scope(
            new("vital.sex"), new("idpoor.level", Circumstance: new("The card decides who pays", ["COVERAGE"])), new("vital.birthDate", Circumstance: new("The file names the person", null, true)))
            with { Purposes = ["TREAT", "COVERAGE"] });
        string Granted(string purpose, bool caseGiven)
        {
            register.Admit("alpha", purpose, Operation.Lookup, null, new(2026, 6, 1), out var scope, caseGiven).ShouldBe(AdmissionOutcome.Admitted);
            register.Admit("alpha", purpose, Operation.Lookup, null, new(2026, 6, 1), out var again, caseGiven);
            again.ShouldBeSameAs(scope, "caches are keyed by it");
            scope!.Granted.Select(a => scope.MayExplain([a])).ShouldAllBe(may => may);
            return string.Join(' ', catalogue.All.Where(scope.Grants).Select(a => a.Name));
        }
        Granted("TREAT", false).ShouldBe("vital.sex");
        Granted("TREAT", true).ShouldBe("vital.birthDate vital.sex");
        Granted("COVERAGE", false).ShouldBe("vital.sex idpoor.level");
        Granted("COVERAGE", true).ShouldBe("vital.birthDate vital.sex idpoor.level");
        register.InForce("alpha", new(2026, 6, 1)).Single().Granted.Count.ShouldBe(3);
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
    public void Admit_AmongTenThousandScopes_AllocatesNothing()
    {
        const int Many = 10_000, Rounds = 20_000;
        var register = ScopeFile.RegisterOf(Enumerable.Range(0, Many).Select(i => ScopeFile.Scope() with { Scope = $"s-{i}", Consumer = $"c-{i % 100}", Purposes = [$"P{i / 100}"] }));
        string[] consumers = [.. Enumerable.Range(0, 100).Select(i => $"c-{i}")], purposes = [.. Enumerable.Range(0, 100).Select(i => $"P{i}")], programmes = ["hef"];
        var admitted = Ask();   // once, so that what is measured is compiled
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        admitted += Ask();
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBe(0);
        admitted.ShouldBe(2 * Rounds);

        int Ask()
        {
            var count = 0;
            for (var i = 0; i < Rounds; i++)
                if (register.Admit(consumers[i % 100], purposes[i / 100 % 100], Operation.Lookup, programmes, new(2026, 6, 1), out _) == AdmissionOutcome.Admitted)
                    count++;
            return count;
        }
    }

    /// <summary>A thousand scopes against a thousand questions: what is admitted, under which scope, and what it grants, by the words of the file alone.</summary>
    [Fact]
    public void Admit_AThousandRandomScopesAndQuestions_EqualsTheNaiveReference()
    {
        var random = new Random(20261125);
        var attributes = Interop.Schemas.Catalogue.AttributeCatalogue.Current.All;
        string[] consumers = [.. Enumerable.Range(0, 200).Select(i => $"c-{i}")], purposes = [.. Enumerable.Range(0, 30).Select(i => $"P{i}")], programmes = [.. Enumerable.Range(0, 6).Select(i => $"p-{i}")];
        var taken = new HashSet<(string, string, Operation)>();
        var scopes = Enumerable.Range(0, 1_000).Select(i => ScopeFile.Scope() with
        {
            Scope = $"s-{i}", Consumer = Pick(consumers), From = ScopeFile.Start.AddDays(random.Next(10)), To = ScopeFile.Start.AddDays(10 + random.Next(10)),
            Status = random.Next(5) == 0 ? (ScopeStatus)random.Next(2) : ScopeStatus.Active,
            Purposes = [.. Some(purposes, 1).Take(2)], Operations = [.. Some(Enum.GetValues<Operation>(), 1)], Programmes = [.. Some(programmes, 3)],
            Subject = random.Next(4) == 0 ? [new(SubjectConditionKind.Case)] : [],
        })
            .Select(s => s with
            {
                Attributes = [.. Some([.. attributes], 12).Select(a => new GrantConfig(
                    a.Name, a.Reductions.Count > 0 && random.Next(2) == 0 ? Pick([.. a.Reductions]) : Interop.Schemas.Catalogue.Reduction.Whole, Circumstance(s.Purposes)))],
            })
            // Two that are in force at once for one question contradict, and never get this far.
            .Where(s => s.Status != ScopeStatus.Active || s.Purposes.All(p => s.Operations.All(o => taken.Add((s.Consumer, p, o))))).ToArray();
        var register = ScopeFile.RegisterOf(scopes.Where(s => s.Status == ScopeStatus.Active));
        var (outcomes, withheld) = (new Dictionary<AdmissionOutcome, int>(), 0);
        for (var i = 0; i < 1_000; i++)
        {
            var (consumer, purpose, operation, today) = (Pick(consumers), Pick(purposes), Pick(Enum.GetValues<Operation>()), ScopeFile.Start.AddDays(random.Next(22) - 1));
            var (asked, caseGiven) = (random.Next(2) == 0 ? null : Some(programmes, 1).ToArray(), random.Next(2) == 0);
            // Half of the questions are made to fit some scope, or hardly any would be admitted.
            if (i % 2 == 0)
                (consumer, purpose, operation) = Pick(scopes) is var fits ? (fits.Consumer, Pick(fits.Purposes), Pick(fits.Operations)) : default;

            var expected = Naive(scopes, consumer, purpose, operation, asked, today, out var rules, caseGiven);
            var actual = register.Admit(consumer, purpose, operation, asked, today, out var scope, caseGiven);

            actual.ShouldBe(expected, $"{consumer} {purpose} {operation} {today}");
            outcomes[actual] = outcomes.GetValueOrDefault(actual) + 1;
            if (actual != AdmissionOutcome.Admitted)
                continue;
            scope!.Name.ShouldBe(rules!.Scope);
            scope.Programmes.Order(StringComparer.Ordinal).ShouldBe(rules.Programmes.Order(StringComparer.Ordinal));
            foreach (var attribute in attributes)
            {
                var grant = rules.Attributes.SingleOrDefault(g => g.Name == attribute.Name && (g.Circumstance is not { } when
                    || ((when.Purposes is null || when.Purposes.Contains(purpose)) && (!when.Case || caseGiven))));
                withheld += rules.Attributes.Length > 0 && grant is null && rules.Attributes.Any(g => g.Name == attribute.Name) ? 1 : 0;
                scope.Grants(attribute).ShouldBe(grant is not null);
                if (grant is not null)
                    scope.ReductionOf(attribute).ShouldBe(grant.Reduction);
            }
        }
        withheld.ShouldBeGreaterThan(100, "circumstances came up, too");
        outcomes.Count.ShouldBe(Enum.GetValues<AdmissionOutcome>().Length, "every outcome came up");
        scopes.Length.ShouldBeGreaterThan(700);

        CircumstanceConfig? Circumstance(string[] purposes) => random.Next(3) == 0
            ? new("Because of the rule that reads it", random.Next(2) == 0 ? null : [.. Some(purposes, 1).Take(1)], random.Next(2) == 0)
            : null;
        T Pick<T>(T[] all) => all[random.Next(all.Length)];
        IEnumerable<T> Some<T>(T[] all, int least) => all.OrderBy(_ => random.Next()).Take(least + random.Next(all.Length - least)).ToArray();
    }

    public void Dispose() => file.Dispose();

    private static AdmissionOutcome Admit(
        ScopeRegister register, out PrivacyScope? scope, string purpose = "TREAT", Operation operation = Operation.Lookup, string[]? programmes = null, DateOnly? today = null) =>
        register.Admit("alpha", purpose, operation, programmes, today ?? new(2026, 6, 1), out scope);

    /// <summary>The words of the outcomes, one after the other.</summary>
    private static AdmissionOutcome Naive(
        ScopeConfig[] scopes, string consumer, string purpose, Operation operation, string[]? programmes, DateOnly today, out ScopeConfig? rules, bool caseGiven = false)
    {
        rules = null;
        var inForce = scopes.Where(s => s.Status == ScopeStatus.Active && s.Consumer == consumer && s.From <= today && today <= s.To).ToArray();
        var forPurpose = inForce.Where(s => s.Purposes.Contains(purpose)).ToArray();
        if (inForce.Length == 0 || forPurpose.Length == 0)
            return inForce.Length == 0 ? AdmissionOutcome.NoScope : AdmissionOutcome.PurposeOutsideScope;
        rules = forPurpose.SingleOrDefault(s => s.Operations.Contains(operation));
        if (rules is null)
            return AdmissionOutcome.OperationOutsideScope;
        if (programmes is not null && !programmes.All(rules.Programmes.Contains))
            return AdmissionOutcome.ProgrammeOutsideScope;
        return rules.Subject.Any(c => c.Kind == SubjectConditionKind.Case) && !caseGiven ? AdmissionOutcome.CaseMissing : AdmissionOutcome.Admitted;
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
