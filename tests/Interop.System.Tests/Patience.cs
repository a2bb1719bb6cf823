namespace Interop.System.Tests;

/// <summary>Waits for what is to become so by itself, and for no longer than a test may.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1), Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when it is so; fails when it has not become so within a minute.</summary>
    /// <param name="isSo">Looked at again and again.</param>
    /// <param name="what">What never came, for whoever reads of it.</param>
    public static Task UntilAsync(Func<bool> isSo, string what) => UntilAsync(() => Task.FromResult(isSo()), so => so, what);

    /// <summary>What was asked for last, when it is as wanted; fails when none has been within a minute.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted, string what)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); ;)
        {
            var answer = await ask();
            if (wanted(answer))
                return answer;
            TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(Longest, $"never came: {what}");
            await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
