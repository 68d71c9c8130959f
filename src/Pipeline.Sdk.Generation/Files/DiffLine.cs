namespace Pipeline.Sdk.Generation.Files;

/// <summary>One line of a comparison.</summary>
/// <param name="Sign"><c>' '</c> in both, <c>'-'</c> in the old text only, <c>'+'</c> in the new text only.</param>
/// <param name="Text">The line, with its line end when it has one.</param>
internal readonly record struct DiffLine(char Sign, string Text);
