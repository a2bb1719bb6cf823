namespace Interop.System.Tests.Rechecks;

/// <summary>What an answer during an outage says, beside the one that all registries give.</summary>
internal static class OutageAnswers
{
    /// <summary>Whether something of an answer is unknown or stale.</summary>
    public static bool Opened(Answer answer) => answer.Body.TryGetProperty("stale", out _) || Decisions(answer).Contains("unknown", StringComparison.Ordinal);

    public static string Decisions(Answer answer) => string.Join('\n',
    [
        .. answer.Body.GetProperty("programmes").EnumerateArray().Select(p => $"{p.GetProperty("programme")} {p.GetProperty("entitled")} {p.GetProperty("enrolled")}"),
        $"covered {answer.Body.GetProperty("covered")} by {string.Join(", ", answer.Body.GetProperty("coverage").EnumerateArray().Select(c => c.GetProperty("payer").GetString()))}",
    ]);

    public static void ShouldNotSayNoAgainst(Answer truth, Answer answer)
    {
        foreach (var programme in answer.Body.GetProperty("programmes").EnumerateArray())
            foreach (var (member, no) in ((string, string)[])[("entitled", "not-entitled"), ("enrolled", "no")])
                if (programme.GetProperty(member).GetString() == no)
                    truth.Programme(programme.GetProperty("programme").GetString()!).GetProperty(member).GetString().ShouldBe(no);
        if (answer.Body.GetProperty("covered").GetString() == "no")
            truth.Body.GetProperty("covered").GetString().ShouldBe("no");
    }
}
