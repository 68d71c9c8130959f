namespace Pipeline.Sdk.Generation;

/// <summary>What can be wrong with a workflow once it is to be written in a CI system's language: PIPE03xx.</summary>
internal static class GenerationDiagnostics
{
    public static Diagnostic UntrustedScript(string workflow, string place, string expression) =>
        new("PIPE0302", $"The script at {place} of workflow '{workflow}' contains '{expression}', which the CI system replaces before the shell reads it: whoever names a branch or a pull request could run commands. Hand the value over as an environment variable of the step.");

    public static Diagnostic UnknownDialect(WorkflowDefinition workflow, WorkflowDialect dialect) =>
        new("PIPE0303", $"Nothing writes workflow '{workflow.Name}' for '{dialect.Name}' ({dialect.Id}). Emit a dialect that the SDK or one of its packages brings, like GitHubActions.Dialect.", Source: workflow.Source);

    public static Diagnostic InvalidRunnerName(WorkflowDefinition workflow, string job, string runner) =>
        new("PIPE0304", $"Runner or leg '{runner}' of job '{job}' in workflow '{workflow.Name}' cannot name a leg. Use letters, digits and '_', not beginning with a digit.", Source: workflow.Source);

    public static Diagnostic DuplicateRunner(WorkflowDefinition workflow, string job, string runner) =>
        new("PIPE0305", $"Job '{job}' of workflow '{workflow.Name}' has two legs named '{runner}'; CI systems compare names regardless of case. Give each runner or leg a name of its own.", Source: workflow.Source);

    public static Diagnostic InvalidRunnerLabel(WorkflowDefinition workflow, string job, string label) =>
        new("PIPE0306", $"Runner label '{label}' of job '{job}' in workflow '{workflow.Name}' cannot be written. Use letters, digits, '.', '_' and '-'; in a pool's name and in demands also blanks.", Source: workflow.Source);

    public static Diagnostic InvalidBranch(WorkflowDefinition workflow, string branch) =>
        new("PIPE0307", $"Branch or tag '{branch}' of workflow '{workflow.Name}' does not mean the same in every CI system. Use letters, digits, '.', '_', '-', '/' and '*' for any text; in a condition '*' stands at the end.", Source: workflow.Source);

    public static Diagnostic InvalidPath(WorkflowDefinition workflow, string path) =>
        new("PIPE0311", $"Path '{path}' of workflow '{workflow.Name}' does not mean the same in every CI system. Use a path from the repository's root of letters, digits, '.', '_', '-', '/', with '*' for a part of a name and '**' for any folders.", Source: workflow.Source);

    public static Diagnostic InvalidCron(WorkflowDefinition workflow, string cron, string reason) =>
        new("PIPE0314", $"Schedule '{cron}' of workflow '{workflow.Name}' is no cron line that CI systems take: {reason}. Write five fields in UTC: minute, hour, day of the month, month, day of the week, like '30 3 * * 1'.", Source: workflow.Source);

    public static Diagnostic TooManyInputs(WorkflowDefinition workflow, int count) =>
        new("PIPE0315", $"Workflow '{workflow.Name}' asks a person for {count} values; GitHub takes at most 25. Leave some out, or split the workflow.", Source: workflow.Source);

    public static Diagnostic InvalidInput(WorkflowDefinition workflow, string input, string reason) =>
        new("PIPE0316", $"Input '{input}' of workflow '{workflow.Name}' cannot be asked for: {reason}.", Source: workflow.Source);

    public static Diagnostic InvalidName(WorkflowDefinition workflow, string kind, string name, string valid) =>
        new("PIPE0320", $"{kind} '{name}' of workflow '{workflow.Name}' cannot be written. Use {valid}.", Source: workflow.Source);

    public static Diagnostic RunsTwice(WorkflowDefinition workflow, string target, IEnumerable<string> jobs, string environment) =>
        new("PIPE0312", $"Target '{target}' changes {environment} in the jobs {string.Join(" and ", jobs)} of workflow '{workflow.Name}': nothing hands it on, so it would be done twice. Name it in one job, and let the others run after that one.", Source: workflow.Source);

    public static Diagnostic NamedTwice(WorkflowDefinition workflow, string target, IEnumerable<string> jobs) =>
        new("PIPE0339", $"Target '{target}' has no output to hand on and is named by the jobs {string.Join(" and ", jobs)} of workflow '{workflow.Name}': it runs in each of them. Name it in one job.", DiagnosticSeverity.Warning, workflow.Source);

    public static Diagnostic EnvironmentMissing(WorkflowDefinition workflow, string job, IEnumerable<string> targets) =>
        new("PIPE0313", $"Job '{job}' of workflow '{workflow.Name}' runs {string.Join(", ", targets)}, which needs an environment, and the job has none. Use .Deploy(target, to: environment), or job.Environment(environment).", Source: workflow.Source);

    public static Diagnostic OutputOfLegs(WorkflowDefinition workflow, string job, string output) =>
        new("PIPE0317", $"Job '{job}' of workflow '{workflow.Name}' has several legs and an output '{output}': the leg that ends last would win on GitHub, and on Azure Pipelines a name without the leg is empty. Move the target to a job with one leg.", Source: workflow.Source);

    public static Diagnostic OutputNotDeclared(WorkflowDefinition workflow, string job, string output, string reason) =>
        new("PIPE0318", $"Job '{job}' of workflow '{workflow.Name}' reads the output '{output}', {reason}. A wrong path is an empty text on Azure Pipelines, and no error. Declare it once by job.Output(output), in a job before this one.", Source: workflow.Source);

    public static Diagnostic OutputNotMade(WorkflowDefinition workflow, string job, string output, string target) =>
        new("PIPE0319", $"Job '{job}' of workflow '{workflow.Name}' gives the output '{output}' of target '{target}', which neither runs in it nor is handed to it. Add the target to the job.", Source: workflow.Source);

    public static Diagnostic UnknownConditionInput(WorkflowDefinition workflow, string job, string parameter) =>
        new("PIPE0332", $"The condition of job '{job}' in workflow '{workflow.Name}' tests '{parameter}', which is no input of the workflow, so that nobody could give it. Add .OnManual(m => m.Input({parameter})).", Source: workflow.Source);

    public static Diagnostic ContainerNeedsLinux(WorkflowDefinition workflow, string job, string runner) =>
        new("PIPE0340", $"Job '{job}' of workflow '{workflow.Name}' has containers, and runner '{runner}' runs none. Use Runner.Ubuntu, or a self-hosted runner with runsContainers: true.", Source: workflow.Source);

    public static Diagnostic InvalidArtifact(WorkflowDefinition workflow, string job, string artifact, string reason) =>
        new("PIPE0341", $"Artifact '{artifact}' of job '{job}' in workflow '{workflow.Name}' cannot be kept: {reason}.", Source: workflow.Source);

    public static Diagnostic ArtifactNotPublished(WorkflowDefinition workflow, string job, string artifact) =>
        new("PIPE0342", $"Job '{job}' of workflow '{workflow.Name}' fetches the artifact '{artifact}', which no job before it keeps. Add job.Publish(artifact) to one.", Source: workflow.Source);

    public static Diagnostic InvalidCall(WorkflowDefinition workflow, string job, string called, string reason) =>
        new("PIPE0343", $"Job '{job}' of workflow '{workflow.Name}' cannot call '{called}': {reason}.", Source: workflow.Source);

    public static Diagnostic ExpressionInValue(WorkflowDefinition workflow, string job, string what, string text) =>
        new("PIPE0345", $"{what} of job '{job}' in workflow '{workflow.Name}' is '{text}', which a CI system would take for an expression or a command of its own. Hand such a value over by a parameter or a secret.", Source: workflow.Source);

    public static Diagnostic InvalidTimeout(WorkflowDefinition workflow, string job, TimeSpan timeout, string valid) =>
        new("PIPE0346", $"Job '{job}' of workflow '{workflow.Name}' has a time limit of {timeout}. Give one {valid}.", Source: workflow.Source);

    public static Diagnostic InvalidMaxParallel(WorkflowDefinition workflow, string job, int legs) =>
        new("PIPE0347", $"Job '{job}' of workflow '{workflow.Name}' runs at most {legs} legs at a time. Give at least 1.", Source: workflow.Source);

    public static Diagnostic TooManyLegs(WorkflowDefinition workflow, string job, int legs) =>
        new("PIPE0348", $"Job '{job}' of workflow '{workflow.Name}' has {legs} legs; GitHub takes at most 256. Split the job.", Source: workflow.Source);
}
