using System.Security.Cryptography;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>Looks at every file of a store, knowing nothing but its layout.</summary>
internal static class StoreCheck
{
    /// <summary>What is not as its name says; half-written files that no reader ever opens are none.</summary>
    public static List<string> Faults(string cache)
    {
        var faults = new List<string>();
        foreach (var file in Files(cache, "contents"))
        {
            if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) != Path.GetFileName(file))
                faults.Add(file);
        }

        foreach (var file in Files(cache, "results"))
        {
            var result = ResultText.Read(File.ReadAllBytes(file));
            if (result is null || result.Key != Path.GetFileName(file))
                faults.Add(file);
            faults.AddRange((result?.Blobs() ?? []).Where(blob => !File.Exists(Path.Combine(cache, "contents", blob[..2], blob))).Select(blob => $"{file} has no {blob}"));
        }

        return faults;
    }

    private static IEnumerable<string> Files(string cache, string folder) =>
        Directory.Exists(Path.Combine(cache, folder))
            ? Directory.EnumerateFiles(Path.Combine(cache, folder), "*", SearchOption.AllDirectories).Where(file => !AtomicFile.IsTemporary(Path.GetFileName(file)))
            : [];
}
