using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Reporting;

/// <summary>What can be wrong with a report: PIPE0950 to PIPE0954.</summary>
internal static class ReportErrors
{
    public static StepFailedException NoRun() =>
        new("PIPE0950", "There is no recorded run that has ended, so there is nothing to report on. Run a target first; ./build.sh Runs lists what there is.");

    public static StepFailedException UnknownRun(string id, IReadOnlyCollection<string> known) =>
        new("PIPE0951", $"There is no recorded run '{id}'. {(Nearest.To(id, known) is { } nearest ? $"Did you mean '{nearest}'? " : "")}./build.sh Runs lists the newest{(known.Count == 0 ? "; there is none yet" : "")}.");

    public static StepFailedException Unreadable(string id, string reason) =>
        new("PIPE0952", $"The record of the run '{id}' cannot be read: {reason} Take another run; ./build.sh Runs lists them.");

    public static StepFailedException CannotWrite(string file, string reason) =>
        new("PIPE0953", $"The report could not be written to {file}: {reason} Mend that and run Report again.");
}
