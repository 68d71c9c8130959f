namespace Pipeline.Sdk.Planning;

/// <summary>A job that another one waits for, and why.</summary>
/// <param name="Job">The job that is waited for.</param>
/// <param name="Reason">A phrase for people: <c>results of Lint, UnitTest</c>.</param>
internal sealed record JobNeed(string Job, string Reason);
