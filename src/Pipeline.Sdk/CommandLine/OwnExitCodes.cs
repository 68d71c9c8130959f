using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.CommandLine;

/// <summary>The exit codes of a pipeline.</summary>
internal static class OwnExitCodes
{
    public static OwnExitCode[] All { get; } =
    [
        new(ExitCodes.Done, "done", "done"),
        new(ExitCodes.Failed, "a target failed", "a target failed, or `--export-results` could not write"),
        new(ExitCodes.Usage, "wrong usage or invalid pipeline", "wrong usage or an invalid pipeline; from `build.sh`: the program could not be built"),
        new(ExitCodes.Refused, "refused by a gate", "refused by a gate: no confirmation, the environment is busy, nothing to roll back to"),
        new(ExitCodes.Cancelled, "cancelled", "cancelled"),
    ];
}
