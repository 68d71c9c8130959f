using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Pipeline.Sdk.Delivery;

/// <summary>An environment's releases, each in a folder named by its digest. A release is there whole or not at all.</summary>
internal sealed class ReleaseStore
{
    private readonly string _folder;

    public ReleaseStore(string folder) => _folder = folder;

    /// <summary>The folder of a release.</summary>
    public string PathOf(string digest) => Path.Combine(_folder, digest.Replace("sha256:", "", StringComparison.Ordinal));

    /// <summary>Whether the release is there.</summary>
    public bool Has(string digest) => Directory.Exists(PathOf(digest));

    /// <summary>Puts a release into the store, after its files were found to be what its digest says.</summary>
    /// <param name="release">The release.</param>
    /// <param name="source">The folder that holds its files, absolute.</param>
    /// <param name="cancellationToken">Ends it; nothing is left behind.</param>
    /// <returns>The release's folder in the store.</returns>
    /// <exception cref="StepFailedException">The files are not the recorded ones, or the disk refused.</exception>
    public async Task<string> AddAsync(Release release, string source, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(source))
            throw DeliveryErrors.ReleaseMissing(release, source);
        await VerifyAsync(release.Version.ToString(), release.Digest, source, cancellationToken).ConfigureAwait(false);

        var path = PathOf(release.Digest);
        if (Directory.Exists(path))
            return path;

        var temporary = Path.Combine(_folder, ".new-" + Guid.NewGuid().ToString("n")[..8]);
        try
        {
            Directory.CreateDirectory(_folder);
            RemoveLeftovers();
            await CopyAsync(source, temporary, cancellationToken).ConfigureAwait(false);
            Directory.Move(temporary, path);
            return path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DeliveryErrors.CannotStore(release, _folder, error);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Removes the oldest releases that are neither in use nor among the last few.</summary>
    /// <param name="used">The digests in use.</param>
    /// <param name="kept">How many others are kept.</param>
    public void Prune(IReadOnlySet<string> used, int kept)
    {
        if (!Directory.Exists(_folder))
            return;

        var keep = used.Select(PathOf).ToHashSet(StringComparer.Ordinal);
        var old = Directory.EnumerateDirectories(_folder).Where(path => !keep.Contains(path)).OrderByDescending(Directory.GetCreationTimeUtc).Skip(kept);
        foreach (var path in old)
            Directory.Delete(path, recursive: true);
    }

    /// <summary>Checks that a folder holds exactly what a digest says.</summary>
    public static async Task VerifyAsync(string version, string digest, string folder, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ReleaseFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var stream = File.OpenRead(path);
            await using (stream.ConfigureAwait(false))
            {
                var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
                var executable = !OperatingSystem.IsWindows() && File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);
                files.Add(new ReleaseFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), stream.Length, executable, Convert.ToHexStringLower(hash)));
            }
        }

        var actual = ReleaseManifest.Digest(version, files);
        if (actual != digest)
            throw DeliveryErrors.WrongDigest(folder, digest, actual);
    }

    private void RemoveLeftovers()
    {
        // The lock of the environment is held: what a killed engine left half copied belongs to nobody.
        foreach (var path in Directory.EnumerateDirectories(_folder, ".new-*"))
            Directory.Delete(path, recursive: true);
    }

    private static async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, Path.GetRelativePath(source, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
            var from = File.OpenRead(path);
            await using (from.ConfigureAwait(false))
            {
                var to = File.Create(copy);
                await using (to.ConfigureAwait(false))
                {
                    await from.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
                    to.Flush(flushToDisk: true);
                }
            }

            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(copy, File.GetUnixFileMode(path));
        }
    }
}
