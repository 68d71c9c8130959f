namespace Pipeline.Sdk.Execution;

/// <summary>Which lines a verbosity lets through; the same for every console.</summary>
internal static class Verbosities
{
    public static bool Shows(RunVerbosity verbosity, LineKind kind) => kind switch
    {
        LineKind.Warning => true,
        LineKind.Info or LineKind.Output => verbosity != RunVerbosity.Quiet,
        _ => verbosity == RunVerbosity.Detailed,
    };
}
