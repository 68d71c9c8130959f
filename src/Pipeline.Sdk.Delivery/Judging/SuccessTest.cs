using System.Globalization;

namespace Pipeline.Sdk.Delivery;

/// <summary>
/// A sequential probability ratio test on failed requests (Wald). It rejects when the counts are 1/α times likelier at a harmful rate than at a tolerable one, and passes when they are
/// β times as likely: by Ville's inequality both error rates hold whenever and however often one looks.
/// </summary>
/// <param name="options">What is tolerable and what harmful.</param>
/// <param name="alpha">How often a good release may be rejected.</param>
/// <param name="beta">How often a bad one may pass.</param>
internal sealed class SuccessTest(JudgeOptions options, double alpha, double beta)
{
    // Where nothing is known of the live release, or all fails, nothing can be said: the logarithms stay finite and the verdict open.
    private const double Unknown = 0.999;

    /// <summary>What it says; a pass stays one unless the counts turn to a rejection.</summary>
    public Verdict Verdict { get; private set; }

    /// <summary>The last look in words.</summary>
    public string Text { get; private set; } = "no requests yet";

    /// <summary>Looks at all that was counted so far.</summary>
    /// <param name="canary">The new release's requests.</param>
    /// <param name="live">The live release's requests since it is live: its own rate is the measure.</param>
    /// <param name="now">Those of them since the new release has a share: a failure that both share is not the new one's.</param>
    public void Look(TrafficCounts canary, TrafficCounts live, TrafficCounts now)
    {
        // In the new release's favour for a rejection, and against it for a pass: what is not known of the live one must not decide.
        var nowRate = now.Requests == 0 ? 0 : (double)now.Failures / now.Requests;
        var high = Math.Clamp(Math.Max(RateBounds.Upper(live.Failures, live.Requests), nowRate), options.TolerableErrors, Unknown);
        var low = Math.Clamp(RateBounds.Lower(live.Failures, live.Requests), options.TolerableErrors, Unknown);
        var against = Ratio(canary, high, Harmful(high));
        var inFavour = Ratio(canary, low, Harmful(low));
        if (against >= Math.Log(1 / alpha))
            Verdict = Verdict.Fail;
        else if (Verdict == Verdict.Inconclusive && inFavour <= Math.Log(beta))
            Verdict = Verdict.Pass;
        Text = string.Create(
            CultureInfo.InvariantCulture,
            $"{canary.Failures} of {canary.Requests} failed, live {live.Failures} of {live.Requests}; tolerable {high:0.00%}, harmful {Harmful(high):0.00%}; log ratio {against:0.0} of {Math.Log(1 / alpha):0.0} to reject, {inFavour:0.0} of {Math.Log(beta):0.0} to pass");
    }

    private double Harmful(double tolerable)
    {
        var odds = options.HarmfulOdds * tolerable / (1 - tolerable);
        return Math.Max(options.HarmfulErrors, odds / (1 + odds));
    }

    private static double Ratio(TrafficCounts counts, double tolerable, double harmful) =>
        (counts.Failures * Math.Log(harmful / tolerable)) + ((counts.Requests - counts.Failures) * Math.Log((1 - harmful) / (1 - tolerable)));
}
