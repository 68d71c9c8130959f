namespace Pipeline.Sdk;

/// <summary>An environment variable of a job: a text, or an output of an earlier job.</summary>
/// <param name="Name">Letters, digits and <c>_</c>.</param>
/// <param name="Text">The text, or null.</param>
/// <param name="Output">The output, or null.</param>
internal sealed record JobVariable(string Name, string? Text, JobOutput? Output);
