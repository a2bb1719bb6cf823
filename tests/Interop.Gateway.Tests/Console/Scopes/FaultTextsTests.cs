using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Privacy;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Console.Scopes;

/// <summary>What the ledger says of wrong scopes, as an officer reads it in Khmer: asked of the ledger itself, so that a sentence changed there is missed here.</summary>
public sealed class FaultTextsTests : IDisposable
{
    private readonly ScopeFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Khmer_EveryFaultOfAScope_IsKnownAndQuotesTheSame()
    {
        var wrong = ScopeFile.Scope(new("vital.sex", Reduction.Year), new("vital.birthDate"), new("vital.birthDate"), new("no.such"), new("insurance.number"), new("idpoor.level")) with
        {
            Consumer = "gamma", Purposes = ["NOPE"], Registries = ["civil-registry", "tax-office"], Programmes = ["no-such"], To = ScopeFile.Start.AddDays(-1), ApprovedBy = null,
            Services = [new("delta/people", ["read", "read"], [])],
            Subject = [new(SubjectConditionKind.Known), new(SubjectConditionKind.Known, "moon"), new(SubjectConditionKind.Case), new(SubjectConditionKind.Case)],
        };
        var beyond = ScopeFile.Scope(new GrantConfig("vital.birthDate")) with { UseCase = "care", To = ScopeFile.Start.AddDays(5_000), RetentionDays = 5_000, LastKnownHours = 72 };
        string[] faults = [.. ScopeFaults.Of(wrong, file.Words), .. ScopeFaults.OfDraft(wrong, file.Words), .. ScopeFaults.Beyond(beyond, file.Words)];

        faults.Length.ShouldBeGreaterThanOrEqualTo(20);
        foreach (var fault in faults)
        {
            var khmer = FaultTexts.Khmer(fault).ShouldNotBeNull(fault);
            khmer.ShouldContain("\u17D2", Case.Sensitive, "Khmer writes most of these words with a sign below");
            foreach (var quoted in Quoted(fault))
                khmer.ShouldContain(quoted);
        }
    }

    [Fact]
    public void Khmer_WhatSpeaksAgainstOtherVersions_IsKnown()
    {
        var time = new FakeTimeProvider(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        var ledger = file.Ledger(time, ScopeFile.Scope() with { Programmes = ["hef"] });
        Refused("treatment", s => s with { Consumer = "beta" }).ShouldBe("វិសាលភាព 'treatment' ជារបស់ 'alpha' សូមជ្រើសរើសឈ្មោះផ្សេង");
        Refused("other", s => s).ShouldContain("'treatment' កំណែ 1 និង 'other' កំណែ 1");
        Refused("past", s => s with { Purposes = ["COVERAGE"], To = new(2026, 5, 1) }).ShouldBe("បានបញ្ចប់ថ្ងៃ 2026-05-01");
        Refused("treatment", s => s with { From = new(2026, 7, 1) }).ShouldContain("2026-07-01 ហើយកំណែ 1 ដែលត្រូវជំនួសនឹងបញ្ចប់ភ្លាម");

        string Refused(string name, Func<ScopeConfig, ScopeConfig> change)
        {
            var result = ledger.Draft(change(ScopeFile.Scope() with { Scope = name }), "ann");
            if (result.Outcome == LedgerOutcome.Done)
            {
                ledger.Submit(name, result.Version, "ann").Outcome.ShouldBe(LedgerOutcome.Done);
                result = ledger.Approve(name, result.Version, "bob");
            }
            return FaultTexts.Khmer(result.Faults.ShouldHaveSingleItem()).ShouldNotBeNull(result.Faults[0]);
        }
    }

    [Theory]
    [InlineData("something that nobody has put into Khmer")]
    [InlineData("no institution 'x' and more")]
    [InlineData("")]
    public void Khmer_SentenceNotKnown_IsNone(string sentence) => FaultTexts.Khmer(sentence).ShouldBeNull();

    private static IEnumerable<string> Quoted(string fault) => fault.Split('\'').Where((_, i) => i % 2 == 1).Where(q => q.Length > 0);
}
