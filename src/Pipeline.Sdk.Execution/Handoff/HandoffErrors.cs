namespace Pipeline.Sdk.Execution;

/// <summary>What can be wrong with handed-on results: PIPE045x.</summary>
internal static class HandoffErrors
{
    public static Diagnostic Missing(string file) =>
        new("PIPE0451", $"There are no results in {file}: the file does not exist. It is written by --export-results in the job that comes before.");

    public static Diagnostic Corrupt(string file, string reason) =>
        new("PIPE0452", $"The results in {file} cannot be read: {reason}. Run the job that made it again.");

    public static Diagnostic OutsideRoot(string file, string entry) =>
        new("PIPE0453", $"The results in {file} hold '{entry}', which lies outside of the repository. Nothing of it was imported.");

    public static Diagnostic EmptyFolder(string folder) =>
        new("PIPE0451", $"There are no results in {folder}: it has no .tar file. They are written by --export-results in the jobs that come before.");

    public static Diagnostic OfFailedRun(string file, string run) =>
        new("PIPE0458", $"The results in {file} are of run {run}, which failed. They do not stand for a job that is done; go on with that run by --resume.");

    public static StepFailedException SecretInOutput(string target) =>
        new("PIPE0455", $"The output of target '{target}' holds a secret, so no results were stored. Return a name or a place where the secret can be read, not its value.");

    public static StepFailedException SecretInFile(string target, string file) =>
        new("PIPE0456", $"'{file}', a file of the result of target '{target}', holds a secret, so no results were stored. Write it without the secret, or leave the file out of the output.");

    public static Diagnostic ThroughLink(string file, string entry, string link, string place) =>
        new("PIPE0457", $"The results in {file} hold '{entry}', but '{link}' in the checkout is a link to {place}, outside of the repository. Nothing of it was imported. Remove the link.");
}
