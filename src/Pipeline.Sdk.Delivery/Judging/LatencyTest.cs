using System.Globalization;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// Compares the whole distribution of durations with that of the live release at the same time, by ranks (Mann-Whitney): it rejects when the new one is slower than the live one
/// slowed down by what is tolerable, and passes when it is faster than the live one slowed down by what is harmful. It looks each time that there is a third more evidence, and spends
/// 6/π²·1/j² of its error rates on look j, which sums up to the whole.
/// </summary>
/// <param name="options">What is tolerable and what harmful.</param>
/// <param name="alpha">How often a good release may be rejected.</param>
/// <param name="beta">How often a bad one may pass.</param>
internal sealed class LatencyTest(JudgeOptions options, double alpha, double beta)
{
    private const int FirstLook = 50;
    private const double Growth = 1.3;
    private double _next = FirstLook;

    /// <summary>How many looks are spent.</summary>
    public int Looks { get; private set; }

    /// <summary>What it says; a pass stays one unless a later look rejects.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The last look in words.</summary>
    public string Text { get; private set; } = $"less than {FirstLook} yet";

    /// <summary>
    /// Goes on with durations that an earlier judge has looked at: as many looks count as spent as there can have been, and one for each judge, so that the error rates hold over kills too.
    /// </summary>
    public void GoOn(long count, int resumes) =>
        Looks = resumes + (count < FirstLook ? 0 : 1 + (int)Math.Floor(Math.Log((double)count / FirstLook, Growth)));

    /// <summary>Looks at the durations since the new release has a share.</summary>
    /// <param name="canary">The new release's.</param>
    /// <param name="live">The live release's.</param>
    public void Look(IReadOnlyList<long> canary, IReadOnlyList<long> live)
    {
        var (count, measure) = (canary.Sum(), live.Sum());
        if (Verdict == Verdict.Fail || count < _next || measure < FirstLook)
            return;

        Looks++;
        _next = count * Growth;
        var share = 6 / (Math.PI * Math.PI * Looks * Looks);
        var tooSlow = RankTest.Z(canary, RankTest.Slower(live, options.TolerableSlowdown, options.TolerableDelay));
        var fastEnough = -RankTest.Z(canary, RankTest.Slower(live, options.HarmfulSlowdown, 2 * options.TolerableDelay));
        if (Normal.UpperTail(tooSlow) < alpha * share)
            Verdict = Verdict.Fail;
        else if (Normal.UpperTail(fastEnough) < beta * share)
            Verdict = Verdict.Pass;
        Text = string.Create(
            CultureInfo.InvariantCulture,
            $"p50/p95/p99 {Quantiles(canary)} ms of {count}, live {Quantiles(live)} ms of {measure}; slower than {options.TolerableSlowdown:0.##} times: z {tooSlow:0.0}, faster than {options.HarmfulSlowdown:0.##} times: z {fastEnough:0.0}");
    }

    private static string Quantiles(IReadOnlyList<long> latency) => string.Join('/', ((double[])[0.5, 0.95, 0.99]).Select(part => (RankTest.Quantile(latency, part) * 1000).ToString("0.0", CultureInfo.InvariantCulture)));
}
