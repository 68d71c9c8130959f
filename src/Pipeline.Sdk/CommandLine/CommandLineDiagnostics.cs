namespace Pipeline.Sdk.CommandLine;

/// <summary>What can be wrong with a command line: PIPE00xx before any target is looked at, PIPE0454 when the results it asked for cannot be written.</summary>
internal static class CommandLineDiagnostics
{
    public static Diagnostic Unusable(string reason) => new("PIPE0001", $"{reason.TrimEnd('.')}. ./build.sh --help shows all options.");

    public static Diagnostic InvalidParallel(string text) => new("PIPE0002", $"--parallel cannot be '{text}': expected a whole number from 1.");

    public static Diagnostic ExportFailed(string file, string reason) =>
        new("PIPE0454", $"All targets succeeded, but their results could not be written to {file}: {reason} Mend that, or leave out --export-results.");
}
