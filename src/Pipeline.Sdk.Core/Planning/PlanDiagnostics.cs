using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Planning;

/// <summary>What can be wrong with what was asked for: PIPE02xx.</summary>
internal static class PlanDiagnostics
{
    public static Diagnostic UnknownTarget(string name, IEnumerable<string> known) =>
        new("PIPE0201", $"Unknown target '{name}'.{Suggest(name, known)} ./build.sh --list shows all targets.");

    public static Diagnostic UnknownParameter(string option, IEnumerable<string> known) =>
        new("PIPE0202", $"Unknown option or parameter '{option}'.{Suggest(option, known)} ./build.sh --help shows all options.");

    public static Diagnostic UnknownEnvironment(string name, IReadOnlyCollection<string> known) =>
        new(
            "PIPE0203",
            known.Count == 0
                ? $"Unknown environment '{name}': this pipeline declares none. Add build.Environment(\"{name}\", e => e.OnThisMachine())."
                : $"Unknown environment '{name}'.{Suggest(name, known)} Declared are: {string.Join(", ", known)}.");

    public static Diagnostic EnvironmentMissing(IEnumerable<string> targets, IReadOnlyCollection<string> known) =>
        new("PIPE0204", $"{string.Join(", ", targets)} needs an environment. Give --env NAME; declared are: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");

    public static Diagnostic OutputLeftOut(string reader, string target, string cause) =>
        new("PIPE0205", $"'{reader}' needs the output of '{target}', which is {cause}. Let '{target}' run, leave out '{reader}' too, or give the result by --import-results FILE.");

    public static Diagnostic ParameterMissing(ParameterDefinition parameter, IEnumerable<string> targets, string? secretsFile) =>
        parameter.IsSecret
            ? new("PIPE0206", $"Secret '{parameter.Name}' is missing; {string.Join(", ", targets)} reads it. {SecretWays(parameter, secretsFile)} ({parameter.Description}).")
            : new(
                "PIPE0206",
                $"Parameter '{parameter.Name}' is missing; {string.Join(", ", targets)} reads it. Give {parameter.Option} VALUE, set the environment variable {string.Join(" or ", parameter.Variables)}, or write \"{parameter.Name}\" into .pipeline/parameters.json, or into .pipeline/parameters.ENVIRONMENT.json for one environment ({parameter.Description}).");

    public static Diagnostic ParameterInvalid(ParameterDefinition parameter, string text, string source, string error) =>
        new("PIPE0207", $"Parameter '{parameter.Name}' cannot be '{(parameter.IsSecret ? "***" : text)}' (from {source}): {error}.{(parameter.Choices.IsEmpty ? "" : Suggest(text, parameter.Choices))}");

    public static Diagnostic NothingAskedFor() =>
        new("PIPE0208", "No target was named and the pipeline has no default. Name one, or declare build.Default(target). ./build.sh --list shows all targets.");

    public static Diagnostic SecretOnCommandLine(ParameterDefinition parameter, string? secretsFile) =>
        new("PIPE0209", $"Secret '{parameter.Name}' cannot be given on the command line, where every process of the machine can read it. {SecretWays(parameter, secretsFile)}.");

    // Where the secrets file lies is only known once a secret was looked for.
    private static string SecretWays(ParameterDefinition parameter, string? secretsFile) =>
        $"Set the environment variable {string.Join(" or ", parameter.Variables)}, name a file with the value in {parameter.FileVariable}, write \"{parameter.Name}\" into your secrets file {secretsFile ?? "(PIPELINE_SECRETS_FILE says where it lies)"}, or run it on a terminal to be asked for it";

    public static Diagnostic ConditionFailed(TargetDefinition target, string reason, Exception error) =>
        new("PIPE0230", $"The condition '{reason}' of target '{target.Name}' ended in {error.GetType().Name}: {error.Message} Mend it; it is asked before anything runs.", Source: target.Source);

    private static string Suggest(string word, IEnumerable<string> known) => Nearest.To(word, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
