namespace Pipeline.Sdk.Generation.Files;

/// <summary>Compares generated files with what is on disk. Pure: whoever calls has read the disk.</summary>
internal static class FileComparer
{
    /// <param name="generated">What the generator made.</param>
    /// <param name="onDisk">The text of the file at that path, or null when there is none.</param>
    public static FileDifference Compare(GeneratedFile generated, string? onDisk)
    {
        if (onDisk is null)
            return new FileDifference(generated.Path, FileState.Missing, UnifiedDiff.Between(generated.Path, null, generated.Content));

        // Line ends are git's business: a checkout on Windows may have turned them.
        var found = onDisk.ReplaceLineEndings("\n");
        if (found == generated.Content)
            return new FileDifference(generated.Path, FileState.Same, "");

        return new FileDifference(
            generated.Path,
            GeneratedHeader.IsIntact(found) ? FileState.Stale : FileState.Edited,
            UnifiedDiff.Between(generated.Path, found, generated.Content));
    }
}
