namespace Pipeline.Sdk;

/// <summary>A line of the author's program, as the compiler recorded it.</summary>
/// <param name="File">Path as the compiler saw it; deterministic builds map it to a path under <c>/_/</c>.</param>
/// <param name="Line">Line number, from 1.</param>
public sealed record SourceLine(string File, int Line)
{
    /// <summary>File name and line in the compiler's form: <c>Build.cs(12)</c>.</summary>
    public override string ToString() => $"{System.IO.Path.GetFileName(File)}({Line})";
}
