using Pipeline.Sdk.Generation.Files;
using Pipeline.Sdk.Generation.Locking;

namespace Pipeline.Sdk;

/// <summary>What can be wrong with generated files on disk, with the lock of actions and with the outputs of jobs.</summary>
internal static class GenerateErrors
{
    public static StepFailedException Stale(IReadOnlyList<FileDifference> files) =>
        new("PIPE0321", $"{string.Join("; ", files.Select(Reason))}. Run ./build.sh Generate and commit what it writes.");

    public static StepFailedException Edited(IReadOnlyList<FileDifference> files) =>
        new("PIPE0322", $"{string.Join(", ", files.Select(file => file.Path))} was edited by hand. Move the change into the workflow's definition and run ./build.sh Generate --force, which overwrites it. Nothing was written.");

    public static string Orphaned(FileDifference file) =>
        $"PIPE0323: {file.Path} was generated, and the definition does not give it any more. Remove it, or run ./build.sh Generate --prune.";

    public static StepFailedException WrongUses(IReadOnlyList<Diagnostic> found) =>
        new(found[0].Code, $"{found.Count} uses of actions are not those of {ActionLock.Path}: {string.Join(" ", found.Select(one => one.Message))}");

    public static Diagnostic UnknownJob(string job) =>
        new("PIPE0360", $"The environment variable {JobOutputs.Variable} is '{job}', which is no job of this pipeline's workflows. A generated file sets it: run ./build.sh Generate and commit what it writes.");

    public static Diagnostic SecretInOutput(string job, string output) =>
        new("PIPE0361", $"The output '{output}' of job '{job}' holds a secret, and outputs are kept in plain text. Hand the secret to the job that needs it.");

    public static Diagnostic MissingResult(string job, string target, string madeBy) =>
        new("PIPE0459", $"Job '{job}' reads the result of target '{target}', which job '{madeBy}' makes, and none of the imported archives has it. Run that job again, and import its archive by --import-results.");

    /// <summary>An error as compilers write it: editors and MSBuild (<c>Exec</c>) read it.</summary>
    public static string Located(string path, int line, string code, string message) => $"{path}({line},1): error {code}: {message}";

    public static string Reason(FileDifference file) => file.State switch
    {
        FileState.Missing => $"{file.Path} is missing",
        FileState.Edited => $"{file.Path} was edited by hand",
        FileState.Orphaned => $"{file.Path} is not generated any more",
        _ => $"{file.Path} is not what its workflow's definition gives",
    };
}
