using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>The files of a result: gathered from the checkout into a store, and put back from it.</summary>
internal sealed class ResultFiles
{
    private const UnixFileMode AnyMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _root;
    private readonly FileIndex _index;

    public ResultFiles(string root, FileIndex index) => (_root, _index) = (root, index);

    /// <summary>What the patterns mean right now, with digests, in ordinal order.</summary>
    /// <param name="target">The target whose files they are.</param>
    /// <param name="patterns">Its outputs.</param>
    /// <param name="paths">The files and folders that its output value names; they must be there.</param>
    /// <exception cref="StepFailedException">A link leads out of the repository, or a file cannot be read.</exception>
    /// <exception cref="FileNotFoundException">A path that the output value names is not there.</exception>
    public ImmutableArray<StoredFile> Describe(string target, IEnumerable<string> patterns, ImmutableArray<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Path.Exists(Path.Combine(_root, path)))
                throw new FileNotFoundException($"'{path}', which the output of target '{target}' names, is not there.");
        }

        var files = new List<StoredFile>();
        foreach (var path in new FileWalk(_root, patterns, paths).Find())
            files.Add(Describe(target, path));
        files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return [.. files];
    }

    /// <summary>Whether all files of a result lie where they belong, as they belong. Files that did not change since they were last looked at are not read.</summary>
    public bool AreInPlace(StoredResult result)
    {
        foreach (var file in result.Files)
        {
            if (!IsInPlace(file))
                return false;
        }

        return true;
    }

    /// <summary>Puts the files of a result to where they belong. Each is exchanged in one step; a link in its place is replaced and not followed.</summary>
    /// <param name="result">The result.</param>
    /// <param name="store">Has its contents.</param>
    /// <param name="outdated">Files of an earlier result of the target: those that this one has not are removed.</param>
    /// <exception cref="StepFailedException">A content is gone, or a file cannot be written.</exception>
    public void Restore(StoredResult result, IResultStore store, IEnumerable<string> outdated)
    {
        var kept = result.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in outdated)
        {
            if (!kept.Contains(path))
                AtomicFile.TryDelete(Inside(result.Target, path));
        }

        foreach (var folder in result.Files.Select(file => Path.GetDirectoryName(file.Path) ?? "").Distinct(StringComparer.Ordinal))
            AtomicFile.Sweep(Path.Combine(_root, folder), _index.Now);
        try
        {
            Parallel.ForEach(result.Files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
            {
                if (!IsInPlace(file))
                    Restore(result.Target, file, store);
            });
        }
        catch (AggregateException failures) when (failures.InnerExceptions.OfType<StepFailedException>().FirstOrDefault() is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Whether an absolute path is the root itself.</summary>
    public static bool IsRoot(string root, string path) => Path.GetRelativePath(root, path) == ".";

    private StoredFile Describe(string target, string path)
    {
        var full = Path.Combine(_root, path);
        var stat = FileStat.Of(full);
        if (stat.Kind == FileKind.Link)
        {
            var link = new FileInfo(full).LinkTarget ?? "";
            if (Path.IsPathRooted(link) || LeadsOut(full, link))
                throw ResultErrors.LinkLeadsOut(target, path, link);
            return new StoredFile(path, "", 0, 0, link);
        }

        var digest = _index.Digest(path, stat) ?? throw ResultErrors.Unreadable(target, path);
        return new StoredFile(path, digest, stat.Size, OperatingSystem.IsWindows() ? 0 : (int)(File.GetUnixFileMode(full) & AnyMode));
    }

    private bool LeadsOut(string link, string target) => LeadsOut(_root, Path.GetDirectoryName(link) ?? _root, target);

    /// <summary>Whether a path that is read from a folder lies outside of the root.</summary>
    public static bool LeadsOut(string root, string folder, string path)
    {
        var place = Path.GetRelativePath(root, Path.GetFullPath(path, folder));
        return place == ".." || place.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(place);
    }

    private bool IsInPlace(StoredFile file)
    {
        var full = Path.Combine(_root, file.Path);
        var stat = FileStat.Of(full);
        if (file.LinkTarget is { } target)
            return stat.Kind == FileKind.Link && new FileInfo(full).LinkTarget == target;

        return stat.Kind == FileKind.File
            && stat.Size == file.Size
            && (OperatingSystem.IsWindows() || (int)(File.GetUnixFileMode(full) & AnyMode) == file.Mode)
            && _index.Digest(file.Path, stat) == file.Digest;
    }

    private void Restore(string target, StoredFile file, IResultStore store)
    {
        var full = Inside(target, file.Path);
        var temporary = AtomicFile.Temporary(full);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? _root);
            if (file.LinkTarget is { } link)
            {
                if (Path.IsPathRooted(link) || LeadsOut(full, link))
                    throw ResultErrors.LinkLeadsOut(target, file.Path, link);
                File.CreateSymbolicLink(temporary, link);
            }
            else
            {
                if (!store.GetContent(file.Digest, temporary))
                    throw ResultErrors.ContentGone(target, file.Path);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(temporary, (UnixFileMode)file.Mode);

                // A copy carries the time of what it was copied from, and build tools compare times: it is made now. But not at this very moment: so
                // every later write gives it another time, and it need not be read again to be believed.
                File.SetLastWriteTimeUtc(temporary, _index.Now - (2 * FileIndex.Racy));
            }

            File.Move(temporary, full, overwrite: true);
            if (file.LinkTarget is null)
                _index.Remember(file.Path, FileStat.Of(full), file.Digest, isOurs: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ResultErrors.NotRestored(target, file.Path, error);
        }
        finally
        {
            AtomicFile.TryDelete(temporary);
        }
    }

    // A stored path is data: it must not lead out of the checkout, not even through a link that lies in it.
    private string Inside(string target, string path)
    {
        var full = Path.GetFullPath(path, _root);
        if (Path.IsPathRooted(path) || LeadsOut(Path.Combine(_root, "x"), path))
            throw ResultErrors.OutsideRoot(target, path);
        if (LinkCheck.WayOut(_root, full) is var (link, place))
            throw ResultErrors.ThroughLink(target, path, link, place);
        return full;
    }
}
