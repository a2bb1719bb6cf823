using Interop.Gateway.Batches;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Tests.Batches;

public sealed class BatchTextsTests
{
    [Fact]
    public void Of_EveryFaultOfAFile_SpeaksBothLanguages()
    {
        foreach (var fault in Enum.GetValues<FileFault>().Except([FileFault.None]))
            SpeaksBoth(BatchTexts.Of(fault));
    }

    [Fact]
    public void Of_EveryWayAnExchangeEndsThatARowCanMeet_SpeaksBothLanguages()
    {
        // How matches, exports and counts end no row can meet; what cannot be recorded waits.
        ExchangeOutcome[] others = [ExchangeOutcome.MatchNotReady, ExchangeOutcome.RegistrySilent, ExchangeOutcome.NoGroup, ExchangeOutcome.ExportRunning, ExchangeOutcome.ExportEndedEarly];
        foreach (var outcome in Enum.GetValues<ExchangeOutcome>().Except([ExchangeOutcome.Answered, ExchangeOutcome.AuditUnavailable, .. others]))
            SpeaksBoth(BatchTexts.Of(ExchangeProblems.Of(outcome).Kind));
    }

    [Theory]
    [InlineData("access-key-revoked")]
    [InlineData("access-key-suspended")]
    [InlineData("access-key-expired")]
    public void OfStop_EveryStateOfAKey_SpeaksBothLanguages(string code) => SpeaksBoth(BatchTexts.OfStop(code));

    [Fact]
    public void OfStop_EveryWayAScopeRefuses_SpeaksBothLanguages()
    {
        foreach (var admission in Enum.GetValues<AdmissionOutcome>().Except([AdmissionOutcome.Admitted]))
            SpeaksBoth(BatchTexts.OfStop(ExchangeProblems.Of(ExchangePipeline.Refusal(admission)).Kind.Code));
    }

    private static void SpeaksBoth(BatchText text)
    {
        text.En.ShouldNotBeNullOrEmpty();
        text.Km.ShouldContain(c => c >= '\u1780' && c <= '\u17FF');
    }
}
