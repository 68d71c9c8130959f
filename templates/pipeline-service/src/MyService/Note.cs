namespace MyService;

/// <summary>A note.</summary>
/// <param name="Text">What it says.</param>
public sealed record Note(string Text);
