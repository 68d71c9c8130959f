namespace Pipeline.Sdk.Execution.Results;

/// <summary>One of the things that a result rests on.</summary>
/// <param name="Kind">What kind of thing: <c>input</c>, <c>parameter</c>, <c>result</c>.</param>
/// <param name="Name">Which one.</param>
/// <param name="Value">Its value; a digest where the value is long or nobody's business.</param>
internal sealed record KeyPart(string Kind, string Name, string Value);
