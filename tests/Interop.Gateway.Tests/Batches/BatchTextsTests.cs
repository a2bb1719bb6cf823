using Interop.Gateway.Batches;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Exchanges;

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
    [InlineData("scope-missing")]
    [InlineData("purpose-outside-scope")]
    [InlineData("operation-outside-scope")]
    [InlineData("case-missing")]
    public void OfStop_EveryReason_SpeaksBothLanguages(string code) => SpeaksBoth(BatchTexts.OfStop(code));

    private static void SpeaksBoth(BatchText text)
    {
        text.En.ShouldNotBeNullOrEmpty();
        text.Km.ShouldContain(c => c >= '\u1780' && c <= '\u17FF');
    }
}
