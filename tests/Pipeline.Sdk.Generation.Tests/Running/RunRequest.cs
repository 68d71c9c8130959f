namespace Pipeline.Sdk.Generation.Running;

/// <summary>A workflow's file to be run, and what starts it.</summary>
internal sealed record RunRequest
{
    public required string Id { get; init; }

    public required string File { get; init; }

    /// <summary><c>push</c>, <c>pull_request</c>, <c>schedule</c>, <c>workflow_dispatch</c>.</summary>
    public required string Event { get; init; }

    public string Ref { get; init; } = "refs/heads/main";

    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>What the scripts find in their environment beside what the system gives.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Jobs that are not run, as those for another operating system are not.</summary>
    public IReadOnlyList<string> PassOver { get; init; } = [];
}
