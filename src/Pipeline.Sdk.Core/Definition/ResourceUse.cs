namespace Pipeline.Sdk.Definition;

/// <summary>How much of a resource a target takes while it runs.</summary>
internal sealed record ResourceUse(Resource Resource, int Units);
