namespace Pipeline.Sdk.Generation;

/// <summary>What can be wrong with a workflow once it is to be written in a CI system's language: PIPE03xx.</summary>
internal static class GenerationDiagnostics
{
    public static Diagnostic UnknownAction(string action, IEnumerable<string> known) =>
        new("PIPE0301", $"Action '{action}' is not in the lock, so there is no commit to pin it to. Add a line 'owner/name vX.Y.Z COMMIT' to actions.txt; locked are: {string.Join(", ", known)}.");

    public static Diagnostic UntrustedScript(string workflow, string place, string expression) =>
        new("PIPE0302", $"The script at {place} of workflow '{workflow}' contains '{expression}', which the CI system replaces before the shell reads it: whoever names a branch or a pull request could run commands. Hand the value over as an environment variable of the step.");

    public static Diagnostic UnknownDialect(WorkflowDialect dialect, IEnumerable<WorkflowDialect> known) =>
        new("PIPE0303", $"Nothing writes workflows for '{dialect.Name}' ({dialect.Id}). Emit one of: {string.Join(", ", known.Select(one => one.Name))}.");

    public static Diagnostic InvalidRunnerName(string workflow, string job, string runner) =>
        new("PIPE0304", $"Runner '{runner}' of job '{job}' in workflow '{workflow}' cannot name a leg. Use letters, digits and '_', not beginning with a digit.");

    public static Diagnostic DuplicateRunner(string workflow, string job, string runner) =>
        new("PIPE0305", $"Job '{job}' of workflow '{workflow}' has two legs named '{runner}'; CI systems compare names regardless of case. Give each runner a name of its own.");

    public static Diagnostic InvalidRunnerLabel(string workflow, string job, string label) =>
        new("PIPE0306", $"Runner label '{label}' of job '{job}' in workflow '{workflow}' cannot be written. Use letters, digits, '.', '_' and '-'.");

    public static Diagnostic InvalidBranch(string workflow, string branch) =>
        new("PIPE0307", $"Branch '{branch}' of workflow '{workflow}' does not mean the same in every CI system. Use letters, digits, '.', '_', '-', '/' and '*' for any text.");

    public static Diagnostic MalformedLock(int line, string text) =>
        new("PIPE0308", $"Line {line} of actions.txt is '{text}'. Write 'owner/name vX.Y.Z COMMIT', the commit as 40 lower-case hexadecimal digits, each action once.");
}
