namespace Pipeline.Sdk.Reporting;

/// <summary>What a step wrote: all of it, or its beginning and its end.</summary>
/// <param name="Head">The beginning.</param>
/// <param name="LeftOut">How many bytes are left out between the two.</param>
/// <param name="Tail">The end; empty when nothing is left out.</param>
/// <param name="File">The whole log, relative to the repository's root.</param>
internal sealed record LogExcerpt(string Head, long LeftOut, string Tail, string File);
