namespace Pipeline.Sdk.Execution.Tests;

/// <summary>One target of a <see cref="RandomCheckout"/>.</summary>
/// <param name="Folders">The input folders that it reads.</param>
/// <param name="Needs">Earlier targets whose output it reads.</param>
/// <param name="ReadsFilesOf">Earlier targets whose files it reads.</param>
/// <param name="ReadsMode">Whether it reads the parameter.</param>
internal sealed record RandomStoredTarget(int[] Folders, int[] Needs, int[] ReadsFilesOf, bool ReadsMode);
