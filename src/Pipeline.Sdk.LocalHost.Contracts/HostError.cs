namespace Pipeline.Sdk.LocalHost;

/// <summary>A coded refusal by the host; the body of every answer outside 2xx.</summary>
/// <param name="Code">A stable code of the form <c>PIPE0801</c>.</param>
/// <param name="Message">What was refused, what is valid, how to mend it.</param>
public sealed record HostError(string Code, string Message);
