using Pipeline.Sdk.Generation.Files;

namespace Pipeline.Sdk;

/// <summary>What can be wrong with generated files on disk: PIPE032x.</summary>
internal static class GenerateErrors
{
    public static StepFailedException Stale(IReadOnlyList<FileDifference> files) =>
        new("PIPE0321", $"{string.Join("; ", files.Select(Reason))}. Run ./build.sh Generate and commit what it writes.");

    public static StepFailedException Edited(IReadOnlyList<FileDifference> files) =>
        new("PIPE0322", $"{string.Join(", ", files.Select(file => file.Path))} was edited by hand. Move the change into the workflow's definition, remove the file, and run ./build.sh Generate again. Nothing was written.");

    public static string Reason(FileDifference file) => file.State switch
    {
        FileState.Missing => $"{file.Path} is missing",
        FileState.Edited => $"{file.Path} was edited by hand",
        _ => $"{file.Path} is not what its workflow's definition gives",
    };
}
