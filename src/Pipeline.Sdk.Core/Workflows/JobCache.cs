using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>Folders that are kept from run to run. A pull request reads them and never writes.</summary>
/// <param name="Name">The name: letters, digits, <c>-</c> and <c>_</c>.</param>
/// <param name="Paths">The folders, relative to the repository's root.</param>
/// <param name="KeyFiles">Files whose content decides whether what was kept still fits: <c>**/package-lock.json</c>.</param>
public sealed record JobCache(string Name, ImmutableArray<string> Paths, ImmutableArray<string> KeyFiles)
{
    /// <summary>A cache of one folder.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The folder, relative to the repository's root.</param>
    /// <param name="keyFiles">Files whose content decides whether what was kept still fits.</param>
    public static JobCache Of(string name, string path, params string[] keyFiles) => new(name, [path], [.. keyFiles]);
}
