using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Computes what a release's folder really holds.</summary>
internal static class FolderDigest
{
    /// <summary>Makes sure that the folder is the release that the slot names.</summary>
    /// <exception cref="LocalHostException">It is not, or it cannot be read.</exception>
    public static async Task VerifyAsync(SlotSpec spec, CancellationToken cancellationToken)
    {
        var found = await ComputeAsync(spec.Folder, spec.Version, cancellationToken).ConfigureAwait(false);
        if (!string.Equals(found, spec.Digest, StringComparison.Ordinal))
            throw new LocalHostException(HostErrors.DigestMismatch(spec.Folder, spec.Digest, found));
    }

    /// <exception cref="LocalHostException">The folder is missing, unreadable, or holds a link.</exception>
    public static async Task<string> ComputeAsync(string folder, string version, CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(folder);
        if (!root.Exists)
            throw new LocalHostException(HostErrors.FolderUnusable(folder, "it does not exist"));
        var files = new ConcurrentBag<ReleaseFile>();
        try
        {
            await Parallel.ForEachAsync(
                Files(root),
                cancellationToken,
                async (file, token) => files.Add(await DescribeAsync(root, file, token).ConfigureAwait(false))).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalHostException(HostErrors.FolderUnusable(folder, exception.Message), exception);
        }

        return ReleaseManifest.Digest(version, files);
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo root)
    {
        // The default options skip hidden and system files; a release has no files that do not count.
        var options = new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = true, IgnoreInaccessible = false };
        foreach (var entry in root.EnumerateFileSystemInfos("*", options))
        {
            // A link's target may lie outside and change without the digest noticing in time.
            if (entry.LinkTarget is not null)
                throw new LocalHostException(HostErrors.LinkInRelease(entry.FullName));
            if (entry is FileInfo file)
                yield return file;
        }
    }

    private static async ValueTask<ReleaseFile> DescribeAsync(DirectoryInfo root, FileInfo file, CancellationToken cancellationToken)
    {
        var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        await using var closing = stream.ConfigureAwait(false);
        var length = stream.Length;
        var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
        var executable = !OperatingSystem.IsWindows() && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        var path = Path.GetRelativePath(root.FullName, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
        return new ReleaseFile(path, length, executable, Convert.ToHexStringLower(hash));
    }
}
