using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>What can go wrong with a deployment: PIPE061x to PIPE063x.</summary>
internal static class DeliveryErrors
{
    public static GateRefusedException GatesRefuse(string service, Release release, string environment, IEnumerable<string> refusals) =>
        new("PIPE0603", $"Release {release.Version} ({release.Digest}) of '{service}' must not go to '{environment}' now. Nothing of it was touched.\n  {string.Join("\n  ", refusals)}");

    public const string LockedCode = "PIPE0611";

    public static GateRefusedException Locked(string environment, string holder) =>
        new(LockedCode, $"Another deployment is working on '{environment}': {holder}. Wait until it has ended, then run this again. Nothing was touched.");

    public static StepFailedException NoRuntime(string environment) =>
        new("PIPE0612", $"Nothing can be deployed to '{environment}': it has no runtime. Declare one: build.Environment(\"{environment}\", e => e.OnThisMachine()).");

    public static GateRefusedException NothingToRollBackTo(string service, string environment) =>
        new("PIPE0613", $"'{service}' in '{environment}' has no earlier release to go back to. Status shows what is live; deploy another release instead.");

    public static GateRefusedException NoSuchRollback(string service, string environment, string wanted, IEnumerable<string> versions) =>
        new("PIPE0648", $"'{service}' in '{environment}' cannot go back to '{wanted}': the releases below the live one that are still stored are {string.Join(", ", versions.DefaultIfEmpty("none"))}. Name one of these, or deploy that release.");

    public static GateRefusedException NothingRuns(string service, string environment) =>
        new("PIPE0614", $"'{service}' was never deployed to '{environment}', so there is nothing to roll back. Deploy it first.");

    public static StepFailedException ReleaseGone(string version, string folder) =>
        new("PIPE0615", $"Release {version} cannot be started again: its folder {folder} is gone. Deploy it from its package instead.");

    public static StepFailedException ReleaseMissing(Release release, string folder) =>
        new("PIPE0620", $"Release {release.Version} of {release.Name} has no files: the folder {folder} does not exist. Run the target that packages it.");

    public static StepFailedException WrongDigest(string folder, string recorded, string actual) =>
        new("PIPE0621", $"The files in {folder} are not the release that was recorded: digest {actual} instead of {recorded}. Package the release again. Nothing was touched.");

    public static StepFailedException CannotStore(Release release, string folder, Exception inner) =>
        new("PIPE0622", $"Release {release.Version} could not be stored in {folder}: {inner.Message}. What was live keeps serving. Free space or mend the folder's rights, then deploy again.", inner);

    public static StepFailedException NotReady(string service, string version, Readiness readiness, string liveText)
    {
        var log = readiness.LogTail.IsDefaultOrEmpty ? "" : "\nThe last lines of its log:\n  " + string.Join("\n  ", readiness.LogTail);
        var code = readiness.Failure switch
        {
            ReadinessFailure.Exited => "PIPE0630",
            ReadinessFailure.WrongVersion => "PIPE0632",
            _ => "PIPE0631",
        };
        return new(code, $"Release {version} of '{service}' did not become ready: {readiness.Message} {liveText}{log}");
    }

    public static StepFailedException ReadBackFailed(string service, string version, string url, string seen, string liveText) =>
        new("PIPE0633", $"After the switch '{service}' at {url} was not release {version}: {seen}. {liveText}");

    public static GateRefusedException Aborted(string deployment, string who) =>
        new("PIPE0640", $"Deployment {deployment} was aborted by {who}, and is taken back.");

    public static StepFailedException Rejected(string service, string version, string numbers) =>
        new("PIPE0641", $"Release {version} of '{service}' was rejected, and is taken back: {numbers}");

    public static GateRefusedException Inconclusive(string service, string version, TimeSpan held, string numbers) =>
        new("PIPE0642", $"Release {version} of '{service}' had no verdict within {GateText.Duration(held)}, and is taken back: {numbers}. Deploy it when there is more traffic, raise HoldFor, or ask for less evidence.");

    public static GateRefusedException GateStayedClosed(string service, string version, string gate, TimeSpan held, string reason) =>
        new("PIPE0643", $"Release {version} of '{service}' is taken back: {gate} did not open within {GateText.Duration(held)}. {reason}");

    public static StepFailedException SmokeTestsFailed(string service, string preview, IReadOnlyCollection<string> wrong) =>
        new("PIPE0644", $"{wrong.Count} smoke tests of '{service}' failed at {preview}; it got no traffic:\n  {string.Join("\n  ", wrong)}");

    public static StepFailedException NoPromotion(string strategy, IEnumerable<string> steps) =>
        new("PIPE0645", $"Strategy '{strategy}' gave steps that do not start a release and promote it once: {string.Join(", ", steps)}. Give RolloutStep.Start and one RolloutStep.Promote. Nothing was touched.");

    public static GateRefusedException SchemaForbids(string service, string version, string database, IEnumerable<string> reasons) =>
        new("PIPE0646", $"'{service}' cannot go back to release {version}: the schema of {database} does not support it, and the way back was not rehearsed. {string.Join(" ", reasons)} "
            + $"What is live keeps serving, and no traffic has moved. Mend it forward with a new release; or rehearse the way back (MigrateRehearse) on data like these, and roll back then.");

    public static GateRefusedException SchemaTooOld(string service, string version, string database, IEnumerable<string> reasons) =>
        new("PIPE0646", $"'{service}' cannot go back to release {version}: the schema of {database} is older than it needs. {string.Join(" ", reasons)} What is live keeps serving, and no traffic has moved. Migrate first, then roll back; or mend it forward with a new release.");

    public static GateRefusedException SchemaDoesNotFit(string service, Release release, string database, IEnumerable<string> reasons) =>
        new("PIPE0647", $"Release {release.Version} of '{service}' cannot run on the schema of {database}. {string.Join(" ", reasons)} Nothing was touched. Migrate first, or deploy a release that fits.");

    public static StepFailedException ProvenanceMissing(Release release, string file) =>
        new("PIPE0649", $"The provenance of release {release.Version} of {release.Name} is not at {file}. Package the release again. Nothing was touched.");

    public static StepFailedException ProvenanceChanged(Release release, string file, string recorded, string actual) =>
        new("PIPE0650", $"The provenance of release {release.Version} of {release.Name} in {file} is not the one that was recorded: digest {actual} instead of {recorded}. Package the release again. Nothing was touched.");

    public static StepFailedException ForeignProvenance(Release release, string file) =>
        new("PIPE0651", $"{file} is not the provenance of release {release.Version} ({release.Digest}) of {release.Name}: its first subject is another one. Package the release again. Nothing was touched.");

    public static Diagnostic NotKept(string service, string option, string wanted, IEnumerable<string> kept) =>
        new("PIPE0652", $"{option} {wanted} is no release of '{service}' that this machine keeps. Kept are: {string.Join(", ", kept.DefaultIfEmpty("none"))}. Name one of these by its version or digest, or leave {option} out to build a release.");

    public static Diagnostic SeveralKept(string service, string option, string wanted, IEnumerable<string> meant) =>
        new("PIPE0653", $"{option} {wanted} means several releases of '{service}': {string.Join(", ", meant)}. Name one by its whole version or its digest.");

    public static Diagnostic NoRecord(string service, string release, string why) =>
        new("PIPE0654", $"Release {release} of '{service}' is kept, but its record cannot be read: {why}. Build that version again and deploy it from its package.");

    public static StepFailedException LocalHostMissing(string folder) =>
        new("PIPE0634", $"The local host's program is not in {folder}. Start the pipeline by ./build.sh, which puts it there.");
}
