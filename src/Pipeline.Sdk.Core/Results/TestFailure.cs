namespace Pipeline.Sdk;

/// <summary>A test that failed.</summary>
/// <param name="Test">Full name of the test.</param>
/// <param name="Message">What it said.</param>
/// <param name="File">Source file of the first frame in the author's code, or null.</param>
/// <param name="Line">Line in that file, from 1, or null.</param>
public sealed record TestFailure(string Test, string Message, string? File, int? Line);
