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

        var isIntact = GeneratedHeader.IsIntact(found);
        return new FileDifference(generated.Path, isIntact ? FileState.Stale : FileState.Edited, UnifiedDiff.Between(generated.Path, found, generated.Content), IsEdited: !isIntact);
    }

    /// <summary>The same for a file that people and bots write too: it is stale or not, and what they wrote is in what was generated.</summary>
    /// <param name="generated">What the generator made of the file on disk.</param>
    /// <param name="onDisk">The text of the file at that path, or null when there is none.</param>
    public static FileDifference CompareShared(GeneratedFile generated, string? onDisk)
    {
        var difference = Compare(generated, onDisk);
        return difference.State == FileState.Edited ? difference with { State = FileState.Stale, IsEdited = false } : difference;
    }

    /// <summary>What is known of a file that nothing generates; null when nothing ever has.</summary>
    public static FileDifference? Orphan(string path, string onDisk)
    {
        var found = onDisk.ReplaceLineEndings("\n");
        return GeneratedHeader.IsOurs(found) ? new FileDifference(path, FileState.Orphaned, UnifiedDiff.Between(path, found, null), IsEdited: !GeneratedHeader.IsIntact(found)) : null;
    }
}
