using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution;

/// <summary>A result that is about to be handed on, with its contents.</summary>
/// <param name="Result">The result.</param>
/// <param name="Open">Opens one of its contents by digest.</param>
internal sealed record HandedResult(StoredResult Result, Func<string, Stream> Open);
