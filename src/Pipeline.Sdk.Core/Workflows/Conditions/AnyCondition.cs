namespace Pipeline.Sdk;

/// <summary>At least one holds.</summary>
internal sealed record AnyCondition(RunCondition Left, RunCondition Right) : RunCondition;
