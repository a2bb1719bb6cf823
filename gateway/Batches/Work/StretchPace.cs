namespace Interop.Gateway.Batches.Work;

/// <summary>
/// How many rows are asked about together: as many as may be while that is quick, fewer when it is not. Registries have one deadline for each exchange, which
/// begins for all rows of a stretch at once, so a stretch that is too long for the moment would make answers unknown that nobody kept back.
/// </summary>
/// <param name="most">Rows, when all is well.</param>
/// <param name="quick">What a stretch should take at most.</param>
internal sealed class StretchPace(int most, TimeSpan quick)
{
    private const int Step = 50;

    private int held;

    public int Rows => most - Volatile.Read(ref held);

    /// <summary>A stretch has taken so long: half as many when it was too long, a few more when it was not.</summary>
    public void Took(TimeSpan time) => Volatile.Write(ref held, time > quick ? most - Math.Max(Math.Min(Step, most), Rows / 2) : Math.Max(0, held - Step));
}
