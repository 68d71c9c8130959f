namespace Pipeline.Sdk;

/// <summary>It does not hold.</summary>
internal sealed record NotCondition(RunCondition Inner) : RunCondition;
