using System.Security.Cryptography;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Reads everything in a store, and removes what is not what its name says.</summary>
/// <param name="store">The store.</param>
internal sealed class CacheCheck(LocalStore store)
{
    /// <summary>Checks every content and then every result.</summary>
    /// <returns>How many files are undamaged, and how many were removed: damaged ones, and what a killed run left half written.</returns>
    public (int Good, int Removed) Run()
    {
        var (good, removed) = (0, 0);
        foreach (var file in CachePruner.Files(Path.Combine(store.Folder, "contents")))
        {
            if (Digest(file.FullName) == file.Name)
            {
                good++;
                continue;
            }

            AtomicFile.TryDelete(file.FullName);
            removed++;
        }

        foreach (var file in CachePruner.Files(Path.Combine(store.Folder, "results")))
        {
            if (AtomicFile.TryRead(file.FullName) is { } bytes && ResultText.Read(bytes) is { } result && result.Key == file.Name && store.IsWhole(result))
            {
                good++;
                continue;
            }

            AtomicFile.TryDelete(file.FullName);
            removed++;
        }

        return (good, removed);
    }

    private static string Digest(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
