namespace Pipeline.Sdk.Execution.Results;

/// <summary>What can be wrong with stored results: PIPE046x.</summary>
internal static class ResultErrors
{
    public const string ContentGoneCode = "PIPE0463";

    public static StepFailedException LinkLeadsOut(string target, string path, string link) =>
        new("PIPE0461", $"'{path}', an output of target '{target}', is a link to '{link}', outside of the repository. Make it a file, link inside of the repository, or leave it out by .Outputs(\"!{path}\").");

    public static StepFailedException UnreadableInputs(string target, Exception inner) =>
        new("PIPE0470", $"The inputs of target '{target}' cannot be listed: {inner.Message} Mend the permissions, or leave the folder out by .Inputs(\"!folder\").", inner);

    public static StepFailedException CannotForget(string target, string file) =>
        new("PIPE0471", $"Target '{target}' does not say what it leaves, and '{file}', which says that its last result lies in the checkout, cannot be changed: a later run would believe it. Make .pipeline writable or remove that file, or declare .Outputs(…).");

    public static StepFailedException Unreadable(string target, string path) =>
        new("PIPE0462", $"'{path}', an output of target '{target}', cannot be read, so its result cannot be stored. Mend its permissions, or leave it out of .Outputs(…).");

    public static StepFailedException ContentGone(string target, string path) =>
        new(ContentGoneCode, $"The stored result of target '{target}' lost '{path}' while the run went on. Run again: the target is made anew then.");

    public static StepFailedException NotRestored(string target, string path, Exception inner) =>
        new("PIPE0464", $"'{path}', an output of target '{target}', cannot be put back: {inner.Message} Make room or mend its permissions, or run with --no-cache.", inner);

    public static StepFailedException OutsideRoot(string target, string path) =>
        new("PIPE0465", $"The stored result of target '{target}' holds '{path}', which lies outside of the repository. Nothing was written there; run ./build.sh Cache --verify.");

    public static StepFailedException ThroughLink(string target, string path, string link, string place) =>
        new("PIPE0465", $"The stored result of target '{target}' holds '{path}', but '{link}' in the checkout is a link to {place}, outside of the repository. Remove the link.");

    public static Diagnostic NothingToResume(string why) =>
        new("PIPE0466", $"There is no failed run to resume: {why}. Name the targets and run without --resume.");
}
