using Pipeline.Sdk.Execution;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk;

/// <summary>Keeps what a run finished before it failed, for <c>--resume</c>: in its folder, and beside the archive that it would have handed on.</summary>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="stateFolder">The pipeline's own folder, absolute.</param>
/// <param name="warn">Hears that it could not be done.</param>
internal sealed class FailedRun(string root, string stateFolder, Action<string> warn)
{
    /// <summary>Keeps them. What goes wrong here costs the next run time, and must not hide why this one failed.</summary>
    /// <param name="export">Where the run would have handed its results on, absolute, or null.</param>
    /// <param name="results">Gives the results.</param>
    /// <param name="manifest">Says which run they are of.</param>
    public void Keep(string? export, Func<IEnumerable<HandedResult>> results, Func<HandoffManifest> manifest)
    {
        try
        {
            var finished = results().ToList();
            if (finished.Count == 0)
                return;

            var about = manifest();
            var file = Path.Combine(stateFolder, "runs", about.Run, ResumedRun.FileName);
            ResultArchive.Export(file, about, finished);

            // One is enough: whoever goes on does so with the last.
            foreach (var old in Directory.EnumerateFiles(Path.Combine(stateFolder, "runs"), ResumedRun.FileName, SearchOption.AllDirectories))
            {
                if (old != file)
                    AtomicFile.TryDelete(old);
            }

            if (export is null)
                return;

            var beside = HandoffFolder.FailedName(Path.GetFullPath(export, root));
            Directory.CreateDirectory(Path.GetDirectoryName(beside) ?? root);
            File.Copy(file, beside, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StepFailedException)
        {
            warn($"what the run finished could not be kept for --resume: {error.Message}");
        }
    }
}
