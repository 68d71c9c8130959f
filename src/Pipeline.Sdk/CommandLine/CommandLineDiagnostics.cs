namespace Pipeline.Sdk.CommandLine;

/// <summary>What can be wrong with a command line: PIPE00xx before any target is looked at, PIPE0454 when the results it asked for cannot be written, PIPE0960 for a target that cannot be explained.</summary>
internal static class CommandLineDiagnostics
{
    public static Diagnostic Unusable(string reason) => new("PIPE0001", $"{reason.TrimEnd('.')}. ./build.sh --help shows all options.");

    public static Diagnostic InvalidParallel(string text) => new("PIPE0002", $"--parallel cannot be '{text}': expected a whole number from 1.");

    public static Diagnostic InvalidFormat(string text, string view, string[] valid) =>
        new("PIPE0003", $"--format cannot be '{text}' with {view}: expected one of {string.Join(", ", valid)}.{Suggest(text, valid)}");

    public static Diagnostic FormatWithoutView() => new("PIPE0004", "--format says how --list, --plan or --explain is shown, and none of them is given. Add one of them, or leave --format out.");

    public static Diagnostic InvalidVerbosity(string text) =>
        new("PIPE0005", $"--verbosity cannot be '{text}': expected quiet, normal or detailed.{Suggest(text, ["quiet", "normal", "detailed"])}");

    public static Diagnostic InvalidLog(string text) => new("PIPE0006", $"--log cannot be '{text}': expected text or json.");

    public static Diagnostic WatchedView() => new("PIPE0007", "--watch runs targets again and again; --list, --plan, --explain and --dry-run run none. Leave one of them out.");

    public static Diagnostic InvalidShell(string text) =>
        new("PIPE0008", $"--completion cannot be '{text}': expected bash, zsh, fish or pwsh.{Suggest(text, ["bash", "zsh", "fish", "pwsh"])}");

    public static Diagnostic WatchedProtected(IEnumerable<string> targets, string environment) =>
        new("PIPE0009", $"--watch would run {string.Join(", ", targets)} again with every change, and '{environment}' is protected. Run it without --watch.");

    private static string Suggest(string word, IEnumerable<string> known) => Pipeline.Sdk.Planning.Nearest.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    public static Diagnostic UnknownExplained(string name, IEnumerable<string> known) =>
        new("PIPE0960", $"--explain cannot find the target '{name}'.{Suggest(name, known)} ./build.sh --list shows all targets.");

    public static Diagnostic ExportFailed(string file, string reason) =>
        new("PIPE0454", $"All targets succeeded, but their results could not be written to {file}: {reason} Mend that, or leave out --export-results.");
}
