using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Parameters;

/// <summary>What can be wrong with the files and prompts that values come from: PIPE0210 to PIPE0229.</summary>
internal static class ParameterDiagnostics
{
    public static Diagnostic Corrupt(FilePosition position, string reason) =>
        new("PIPE0210", $"{position} is not the JSON of parameters: {reason}. Mend it there.");

    public static Diagnostic Unknown(FilePosition position, string name, IEnumerable<string> known) =>
        new("PIPE0211", $"{position} names '{name}', and there is no such parameter.{Suggest(name, known)} ./build.sh --list shows all parameters.");

    public static Diagnostic Twice(FilePosition position, string name, FilePosition first) =>
        new("PIPE0212", $"{position} names '{name}' again; first at {first}. Remove one of them.");

    public static Diagnostic SecretInFile(FilePosition position, string name) =>
        new("PIPE0213", $"{position} holds the secret '{name}', and this file is committed. Remove it there, take it for known and replace it, and give it by {"PIPELINE_" + name.Replace('-', '_').ToUpperInvariant()} or your secrets file.");

    public static Diagnostic Unreadable(string file, string reason) =>
        new("PIPE0214", $"{file} cannot be read: {reason.TrimEnd('.')}. Mend its rights, or remove it.");

    public static Diagnostic SecretFileUnusable(string secret, string variable, string file, string reason) =>
        new("PIPE0215", $"The file '{file}' that {variable} names does not give the secret '{secret}': {reason.TrimEnd('.')}. Correct the variable or the file.");

    public static Diagnostic SecretsFileUnusable(string file, string reason) =>
        new("PIPE0216", $"The secrets file {file} cannot be read: {reason.TrimEnd('.')}. Correct PIPELINE_SECRETS_FILE or the file.");

    public static Diagnostic SecretsFileOpen(string file, string place, string mode, string remedy) =>
        new("PIPE0217", $"The secrets file {file} is not used: {place} has mode {mode}, so others of this machine can read or change it. Close it: chmod {remedy} {place}");

    public static Diagnostic SecretsFileInside(string file, string place) =>
        new("PIPE0218", $"The secrets file {file} is not used: it lies in the repository, at {place}, where it would be committed or shared. Move it out of the repository.");

    public static Diagnostic SecretsFileForeign(string file, string place) =>
        new("PIPE0219", $"The secrets file {file} is not used: {place} belongs to another user. Make a file of your own.");

    public static Diagnostic SecretsFileCorrupt(FilePosition position, string reason) =>
        new("PIPE0220", $"{position} is not the JSON of secrets: {reason}. Write {{ \"name\": \"value\" }}, or {{ \"ENVIRONMENT\": {{ \"name\": \"value\" }} }} for one environment.");

    public static Diagnostic PromptEnded(string parameter) =>
        new("PIPE0221", $"The input ended before '{parameter}' was given. Nothing has run.");

    public static Diagnostic OfNoEnvironment(string file, string name, IReadOnlyCollection<string> known) =>
        new(
            "PIPE0222",
            $"{file} is never read: there is no environment '{name}'.{Suggest(name, known)} Rename or remove the file, or declare the environment; declared are: {(known.Count == 0 ? "none" : string.Join(", ", known))}.",
            DiagnosticSeverity.Warning);

    private static string Suggest(string word, IEnumerable<string> known) => Nearest.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
