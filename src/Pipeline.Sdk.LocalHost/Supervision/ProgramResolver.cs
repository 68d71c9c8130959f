namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>Finds the program that a slot names.</summary>
internal static class ProgramResolver
{
    /// <summary>Absolute path and arguments; a <c>.dll</c> is run with the <c>dotnet</c> that runs the host.</summary>
    /// <exception cref="LocalHostException">There is no such program.</exception>
    public static (string Program, IReadOnlyList<string> Arguments) Resolve(SlotSpec spec)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(spec.Folder));
        var file = Path.GetFullPath(Path.Combine(folder, spec.FileName));
        var isInside = file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var program = isInside && File.Exists(file) ? file : InPath(spec);
        if (program is null)
            throw new LocalHostException(HostErrors.ProgramNotFound(spec.FileName, spec.Folder));
        return program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? (DotNetProgram.Find(), [program, .. spec.Arguments])
            : (program, spec.Arguments);
    }

    private static string? InPath(SlotSpec spec)
    {
        if (spec.FileName.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return null;
        var path = spec.Variables.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, spec.FileName))
            .FirstOrDefault(File.Exists);
    }
}
