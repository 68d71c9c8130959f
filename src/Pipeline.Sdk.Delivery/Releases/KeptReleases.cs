using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Delivery;

/// <summary>Finds a release of a service that was built before and is still stored on this machine, in the environment itself or in another one.</summary>
internal static class KeptReleases
{
    /// <summary>Lets a parameter name the release to deploy, in the place of making one.</summary>
    public static void Record(PipelineBuilder build, Service service, Parameter<string> wanted) =>
        build.Add(new ResultSubstitute { Parameter = wanted, Service = service.Name, Target = service.Package, Find = question => Find(service.Name, $"--{wanted.Name}", question) });

    /// <summary>Whether a person who says a version or a digest means this one. A version is known by people without what says which build it is.</summary>
    public static bool IsMeant(string wanted, string version, string digest) => wanted == version || wanted == version.Split('+')[0] || wanted == digest;

    private static SubstituteAnswer Find(string service, string option, SubstituteQuestion question)
    {
        // Its own environment first, then the others in the order of promotion.
        var places = question.Environments.Where(environment => environment.Runtime is ThisMachine).OrderBy(environment => environment == question.Environment ? -1 : environment.Order);
        var kept = places.SelectMany(place => In(service, place, question.StateHome)).DistinctBy(found => found.Digest, StringComparer.Ordinal).ToImmutableArray();
        var meant = kept.Where(found => IsMeant(question.Wanted, found.Version, found.Digest)).ToImmutableArray();
        if (meant.IsEmpty)
            return SubstituteAnswer.Of(DeliveryErrors.NotKept(service, option, question.Wanted, kept.Select(found => found.Text)));
        if (meant.Length > 1)
            return SubstituteAnswer.Of(DeliveryErrors.SeveralKept(service, option, question.Wanted, meant.Select(found => found.Text)));

        try
        {
            var records = new ReleaseRecords(Path.Combine(question.StateHome, meant[0].Environment));
            return records.Find(meant[0].Digest) is { } release
                ? new SubstituteAnswer(release, $"what {meant[0].Environment} keeps: {meant[0].Version}", null)
                : SubstituteAnswer.Of(DeliveryErrors.NoRecord(service, meant[0].Text, "it has none"));
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return SubstituteAnswer.Of(DeliveryErrors.NoRecord(service, meant[0].Text, error.Message));
        }
    }

    // Newest first. The journal tells which releases are the service's: an environment keeps those of all its services in one place.
    private static IEnumerable<KeptRelease> In(string service, DeploymentEnvironment environment, string stateHome)
    {
        var folder = Path.Combine(stateHome, environment.Name);
        var store = new ReleaseStore(Path.Combine(folder, "releases"));
        return new DeploymentJournal(Path.Combine(folder, LocalEnvironment.JournalFile)).Read()
            .Where(entry => entry.Service == service && entry.Kind == DeploymentKind.Deploy)
            .Reverse()
            .DistinctBy(entry => entry.Digest, StringComparer.Ordinal)
            .Where(entry => store.Has(entry.Digest))
            .Select(entry => new KeptRelease(entry.Version, entry.Digest, environment.Name));
    }

    private sealed record KeptRelease(string Version, string Digest, string Environment)
    {
        public string Text => $"{Version} ({Digest}, in {Environment})";
    }
}
