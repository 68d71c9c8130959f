using Pipeline.Sdk.CommandLine;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>The gate before a protected environment is changed: a question on a terminal, <c>--yes</c> elsewhere.</summary>
internal static class Confirmation
{
    /// <summary>True when the plan may run.</summary>
    public static bool Ask(Plan plan, CommandLineOptions options, ProgramHost host)
    {
        if (plan.NeedsConfirmation.IsEmpty || plan.Environment is not { } environment || options.AssumeYes)
            return true;

        var what = $"{string.Join(", ", plan.NeedsConfirmation)} will change the protected environment '{environment.Name}'.";
        if (!host.IsInteractive)
        {
            host.Error.WriteLine($"error PIPE0601: {what} There is no terminal to ask on. Give --yes to confirm. Nothing has run.");
            return false;
        }

        host.Output.Write($"{what} Type '{environment.Name}' to go on: ");
        host.Output.Flush();
        if (string.Equals(host.Input.ReadLine()?.Trim(), environment.Name, StringComparison.OrdinalIgnoreCase))
            return true;

        host.Error.WriteLine($"error PIPE0602: '{environment.Name}' was not confirmed. Nothing has run.");
        return false;
    }
}
