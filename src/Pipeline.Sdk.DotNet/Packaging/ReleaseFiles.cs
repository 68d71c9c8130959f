using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Pipeline.Sdk.DotNet.Packaging;

/// <summary>Reads a release's folder.</summary>
internal static class ReleaseFiles
{
    /// <summary>All files with their hashes, in ordinal order of their paths.</summary>
    public static async Task<ImmutableArray<ReleaseFile>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new ConcurrentBag<ReleaseFile>();
        await Parallel.ForEachAsync(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories),
            cancellationToken,
            async (path, token) => files.Add(await ReadFileAsync(folder, path, token).ConfigureAwait(false))).ConfigureAwait(false);
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static async Task<ReleaseFile> ReadFileAsync(string folder, string path, CancellationToken cancellationToken)
    {
        var stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
            return new ReleaseFile(
                Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'),
                stream.Length,
                !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute),
                Convert.ToHexStringLower(hash));
        }
    }
}
