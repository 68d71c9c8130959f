namespace Pipeline.Sdk;

/// <summary>How long a test took.</summary>
/// <param name="Test">Full name of the test.</param>
/// <param name="Duration">Its own duration.</param>
public sealed record TestDuration(string Test, TimeSpan Duration);
