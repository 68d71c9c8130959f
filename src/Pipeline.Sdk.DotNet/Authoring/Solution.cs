namespace Pipeline.Sdk;

/// <summary>A solution file. It stands wherever a path is taken.</summary>
/// <param name="Path">Path, absolute or relative to the repository's root.</param>
public sealed record Solution(string Path)
{
    /// <summary>The path.</summary>
    public override string ToString() => Path;

    /// <summary>The path.</summary>
    /// <param name="solution">The solution.</param>
    public static implicit operator string(Solution solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        return solution.Path;
    }
}
