namespace Pipeline.Sdk.Parameters;

/// <summary>The input ended while a person was asked: Ctrl-D, or the terminal is gone.</summary>
internal sealed class PromptEndedException : Exception;
