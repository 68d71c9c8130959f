using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>The solution or project that a command works on.</summary>
/// <param name="FullPath">Absolute path of the file.</param>
/// <param name="Name">The file's name without extension.</param>
internal sealed record ProjectFile(string FullPath, string Name)
{
    private static readonly ImmutableArray<string> Extensions = [".sln", ".slnx", ".slnf", ".csproj", ".fsproj", ".vbproj", ".proj"];

    /// <summary>Finds it, so that a misspelt path is told before a slow program starts.</summary>
    /// <exception cref="StepFailedException">There is none, or more than one.</exception>
    public static ProjectFile Find(RunContext run, string path)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Find(run.Root, path);
    }

    /// <inheritdoc cref="Find(RunContext, string)"/>
    public static ProjectFile Find(string root, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path, root);
        if (File.Exists(full))
            return Of(full);

        if (!Directory.Exists(full))
            throw DotNetDiagnostics.NoProject(path, NamesIn(Path.GetDirectoryName(full)));

        var names = NamesIn(full);
        // As the command line does: a solution wins over projects beside it.
        var solutions = names.Where(name => Path.GetExtension(name).StartsWith(".sln", StringComparison.OrdinalIgnoreCase)).ToImmutableArray();
        var candidates = solutions.Length > 0 ? solutions : names;
        return candidates switch
        {
            [var only] => Of(Path.Combine(full, only)),
            [] => throw DotNetDiagnostics.NoProject(path, []),
            _ => throw DotNetDiagnostics.AmbiguousProject(path, candidates),
        };
    }

    private static ProjectFile Of(string full) => new(full, Path.GetFileNameWithoutExtension(full));

    private static ImmutableArray<string> NamesIn(string? folder) =>
        !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal)];
}
