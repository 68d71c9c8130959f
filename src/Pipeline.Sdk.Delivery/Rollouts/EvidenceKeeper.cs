using System.Globalization;

namespace Pipeline.Sdk.Delivery;

/// <summary>Keeps what the judge of a step counts from in the journal, and finds it again after a kill.</summary>
/// <param name="local">The environment.</param>
/// <param name="service">The service.</param>
/// <param name="journal">The deployment's journal.</param>
/// <param name="index">The step's place in the plan.</param>
internal sealed class EvidenceKeeper(LocalEnvironment local, Service service, DeploymentSteps journal, int index)
{
    /// <summary>Where to count from: where a killed engine did, as long as that can be compared with the counts of now.</summary>
    public EvidenceStart Begin(EvidenceStart now)
    {
        if (local.History(service).EvidenceOf(journal.Deployment, index) is not { } earlier)
        {
            journal.Write(now, index, "begins");
            return now;
        }

        if (earlier.WhyNotComparable(now) is { } why)
        {
            Tell(now, $"starts anew: {why}");
            return now;
        }

        var goesOn = earlier with { Resumes = earlier.Resumes + 1 };
        Tell(goesOn, string.Create(CultureInfo.InvariantCulture, $"goes on with {now.Canary.Requests - earlier.Canary.Requests} requests that were counted before"));
        return goesOn;
    }

    /// <summary>Notes that durations count from now on.</summary>
    public void Warm(EvidenceStart start) => journal.Write(start, index, "is warm");

    private void Tell(EvidenceStart start, string what)
    {
        journal.Write(start, index, what);
        local.Run.Log.Info("The evidence of this step " + what);
    }
}
