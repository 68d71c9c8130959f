namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>A text in a project file that names files which need not exist yet.</summary>
/// <param name="Kind"><c>glob</c> for what an item or an import includes by wild cards, <c>exists</c> for a file that a condition asks for.</param>
/// <param name="File">Where it stands, absolute.</param>
/// <param name="Text">The text; MSBuild works out its properties.</param>
/// <param name="IsRelativeToFile">Whether it is relative to the file that it stands in, and not to the project.</param>
/// <param name="IsOfProject">Whether the file is a project, and not imported by others.</param>
internal sealed record ProjectExpression(string Kind, string File, string Text, bool IsRelativeToFile, bool IsOfProject);
