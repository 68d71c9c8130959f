namespace Pipeline.Sdk;

/// <summary>Both hold.</summary>
internal sealed record AllCondition(RunCondition Left, RunCondition Right) : RunCondition;
