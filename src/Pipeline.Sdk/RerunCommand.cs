using System.Collections.Immutable;
using System.Text;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk;

/// <summary>The command that runs just one step of a plan again, as it ran.</summary>
internal static class RerunCommand
{
    /// <summary>For example <c>./build.sh Compile --env staging --configuration Debug</c>. Values that came from elsewhere than the command line come from there again.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="step">The step.</param>
    /// <param name="given">What was given on the command line; secrets cannot be.</param>
    public static string Of(Plan plan, PlanStep step, ImmutableDictionary<string, string> given)
    {
        var command = new StringBuilder("./build.sh ").Append(step.Name);

        // Without what it rests on, unless it reads an output: that has to be made again.
        if (step.Reads.IsEmpty && !step.WaitsFor.IsEmpty)
            command.Append(" --only");
        if (plan.Environment is { } environment && step.Target.IsEnvironmentBound)
            command.Append(" --env ").Append(environment.Name);
        foreach (var parameter in plan.Parameters)
        {
            var name = parameter.Definition.Name;
            if (given.TryGetValue(name, out var text) && IsRead(plan, step, parameter))
                command.Append(" --").Append(name).Append(' ').Append(Quote(text.Replace('\n', ',')));
        }

        return command.ToString();
    }

    private static bool IsRead(Plan plan, PlanStep step, BoundParameter parameter) =>
        !parameter.Definition.IsSecret
        && (step.Target.Parameters.Contains(parameter.Definition) || step.Reads.Any(index => IsRead(plan, plan.Steps[index], parameter)));

    private static string Quote(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or ',' or '=' or '+' or '@')
            ? text
            : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
