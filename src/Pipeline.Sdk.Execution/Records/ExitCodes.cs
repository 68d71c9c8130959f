namespace Pipeline.Sdk.Execution;

/// <summary>The exit codes of a pipeline; they are part of its contract.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int Usage = 2;

    public const int Refused = 3;

    public const int Cancelled = 130;
}
