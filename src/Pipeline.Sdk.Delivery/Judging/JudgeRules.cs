using System.Runtime.CompilerServices;

namespace Pipeline.Sdk.Delivery;

/// <summary>What the options of a judge must keep to.</summary>
internal static class JudgeRules
{
    /// <summary>The options, when they make sense.</summary>
    /// <exception cref="ArgumentException">They contradict each other, or are out of range; all of it is told.</exception>
    public static JudgeOptions Check(JudgeOptions options, [CallerArgumentExpression(nameof(options))] string name = "")
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? options : throw new ArgumentException($"A release cannot be judged like this: {string.Join("; ", problems)}.", name);
    }

    private static IEnumerable<string> Problems(JudgeOptions options)
    {
        if (options.FalseAlarmRate is not (> 0 and < 0.5) || options.MissRate is not (> 0 and < 0.5))
            yield return $"FalseAlarmRate {options.FalseAlarmRate} and MissRate {options.MissRate} must be above 0 and below 0.5";
        if (options.TolerableErrors is not (> 0 and < 1) || options.HarmfulErrors is not (> 0 and < 1) || options.HarmfulErrors <= options.TolerableErrors)
            yield return $"TolerableErrors {options.TolerableErrors} must be above 0 and below HarmfulErrors {options.HarmfulErrors}, which must be below 1";
        if (!(options.HarmfulOdds > 1))
            yield return $"HarmfulOdds {options.HarmfulOdds} must be above 1";
        if (!(options.TolerableSlowdown >= 1) || !(options.HarmfulSlowdown > options.TolerableSlowdown))
            yield return $"TolerableSlowdown {options.TolerableSlowdown} must be at least 1 and below HarmfulSlowdown {options.HarmfulSlowdown}";
        if (options.TolerableDelay < TimeSpan.Zero || options.WarmUpRequests < 0)
            yield return $"TolerableDelay {options.TolerableDelay} and WarmUpRequests {options.WarmUpRequests} must not be negative";
        if (options.MinimumRequests < 0 || options.HoldFor <= TimeSpan.Zero)
            yield return $"MinimumRequests {options.MinimumRequests} must not be negative, and HoldFor {options.HoldFor} must be longer than 0";
        foreach (var path in options.Probes.Where(path => !path.StartsWith('/')))
            yield return $"probe '{path}' must begin with '/'";
        foreach (var metric in options.Metrics.Where(metric => (metric.Most is null && metric.MostOfLive is null) || metric.Breaches < 1))
            yield return $"metric '{metric.Name}' needs Most or MostOfLive, and Breaches of at least 1";
    }
}
