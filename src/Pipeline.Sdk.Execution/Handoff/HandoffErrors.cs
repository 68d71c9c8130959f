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
}
