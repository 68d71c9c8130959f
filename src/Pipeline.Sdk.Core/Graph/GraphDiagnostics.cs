using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Graph;

/// <summary>What can be wrong with a definition: PIPE01xx.</summary>
internal static class GraphDiagnostics
{
    public static Diagnostic InvalidTargetName(string name, SourceLine source) =>
        new("PIPE0101", $"Target name '{name}' cannot be used in YAML. Use letters, digits and '_', not beginning with a digit, at most {Names.MaximumLength} characters.", Source: source);

    public static Diagnostic DuplicateTarget(string name, SourceLine source, string firstName, SourceLine first) =>
        new("PIPE0102", $"Target '{name}' is declared twice; first as '{firstName}' at {first}. CI systems compare names regardless of case. Rename one of them.", Source: source);

    public static Diagnostic UnfinishedTarget(string name, SourceLine source) =>
        new("PIPE0103", $"Target '{name}' is begun but never registered. End it with .Run(…), or with .Run() when it only stands for what it depends on.", Source: source);

    public static Diagnostic ForeignHandle(string target, string handle, SourceLine source) =>
        new("PIPE0104", $"Target '{target}' uses '{handle}', which belongs to another PipelineBuilder. Pass the handle that this builder returned.", Source: source);

    public static Diagnostic ForeignDefault(string handle, SourceLine source) =>
        new("PIPE0105", $"The default target '{handle}' is unknown: it belongs to another PipelineBuilder. Pass a handle that this builder returned to Default(…).", Source: source);

    public static Diagnostic InvalidItemName(string target, string item, SourceLine source) =>
        new("PIPE0106", $"Item name '{item}' of target '{target}' cannot be a step's name. Use letters, digits, '.', '_' and '-', beginning with a letter or digit, at most {Names.MaximumLength} characters.", Source: source);

    public static Diagnostic WaitsForLast(string target, string last, SourceLine source) =>
        new("PIPE0107", $"Target '{target}' waits for '{last}', which runs after everything else. Give '{last}' the targets that it follows: .Finally(targets), or take the edge away.", Source: source);

    public static Diagnostic InvalidTimeout(string target, TimeSpan timeout, SourceLine source) =>
        new("PIPE0108", $"Target '{target}' has a time limit of {timeout}. Give one that is more than zero.", Source: source);

    public static Diagnostic InvalidRetry(string target, RetryRule retry, SourceLine source) =>
        new("PIPE0109", $"Target '{target}' is tried {retry.Attempts} times with a pause of {retry.Delay}. Attempts count from the first: give at least 2, and no negative pause.", Source: source);

    public static Diagnostic DuplicateResource(string name, SourceLine source, SourceLine first) =>
        new("PIPE0122", $"Resource '{name}' is declared twice; first at {first}. Rename one of them, or share the handle.", Source: source);

    public static Diagnostic InvalidCapacity(string name, int capacity, SourceLine source) =>
        new("PIPE0123", $"Resource '{name}' has a capacity of {capacity}. Give at least 1.", Source: source);

    public static Diagnostic InvalidUnits(string target, ResourceUse use, SourceLine source) =>
        new("PIPE0124", $"Target '{target}' uses {use.Units} units of '{use.Resource.Name}', which has {use.Resource.Capacity}. Use 1 to {use.Resource.Capacity}.", Source: source);

    public static Diagnostic InvalidPartition(string name, int parts, SourceLine source) =>
        new("PIPE0125", $"Partition '{name}' has {parts} parts. Give at least 2.", Source: source);

    public static Diagnostic InvalidParameterName(string name, SourceLine source) =>
        new("PIPE0110", $"Parameter name '{name}' cannot be an option. Use lower-case words of letters and digits joined by '-', like 'nuget-api-key'.", Source: source);

    public static Diagnostic DuplicateParameter(string name, SourceLine source, SourceLine first) =>
        new("PIPE0111", $"Parameter '{name}' is declared twice; first at {first}. Rename one of them, or share the handle.", Source: source);

    public static Diagnostic ReservedParameter(string name, SourceLine source) =>
        new("PIPE0112", $"Parameter '{name}' would hide an option or a variable that is not the pipeline's own: --{name} or its PIPELINE_ variable. Rename it; reserved are: {string.Join(", ", ReservedOptions.All.Order(StringComparer.Ordinal))}.", Source: source);

    public static Diagnostic InvalidVariable(string parameter, string variable, SourceLine source) =>
        new("PIPE0113", $"Parameter '{parameter}' cannot be read from the environment variable '{variable}'. Use letters, digits and '_', not beginning with a digit, like NUGET_API_KEY.", Source: source);

    public static Diagnostic DuplicateVariable(string parameter, string variable, SourceLine source, string firstName, SourceLine first) =>
        new("PIPE0114", $"The environment variable {variable} would carry '{parameter}' and '{firstName}', which is declared at {first}. Rename a parameter, or declare another variable.", Source: source);

    public static Diagnostic ReservedVariable(string parameter, string variable, SourceLine source) =>
        new("PIPE0115", $"The environment variable {variable} of '{parameter}' means something else to the SDK. Rename the parameter, or declare another variable.", Source: source);

    public static Diagnostic InvalidEnvironmentName(string name, SourceLine? source) =>
        new("PIPE0120", $"Environment name '{name}' cannot be used in YAML and paths. Use letters, digits, '-' and '_', beginning with a letter.", Source: source);

    public static Diagnostic InvalidEnvironmentVariable(DeploymentEnvironment environment, string variable) =>
        new("PIPE0126", $"Environment '{environment.Name}' has a variable '{variable}', which cannot be given. Use letters, digits and '_', not beginning with a digit; PORT, ASPNETCORE_URLS and names that begin with PIPELINE_ are the host's.", Source: environment.Source);

    public static Diagnostic DuplicateEnvironmentVariable(DeploymentEnvironment environment, string variable) =>
        new("PIPE0127", $"Environment '{environment.Name}' has the variable '{variable}' twice. Remove one.", Source: environment.Source);

    public static Diagnostic ForeignEnvironmentValue(DeploymentEnvironment environment, string variable, string value) =>
        new("PIPE0128", $"Variable '{variable}' of environment '{environment.Name}' takes the value of '{value}', which belongs to another PipelineBuilder. Pass a handle that this builder returned.", Source: environment.Source);

    public static Diagnostic InvalidPromotion(DeploymentEnvironment environment, string from, IEnumerable<string> earlier) =>
        new("PIPE0129", $"Environment '{environment.Name}' is promoted from '{from}', which is not declared before it. Pass the handle of an earlier environment; earlier are: {(string.Join(", ", earlier) is { Length: > 0 } names ? names : "none")}.", Source: environment.Source);

    public static Diagnostic DuplicateEnvironment(string name, SourceLine? source, SourceLine? first) =>
        new("PIPE0121", $"Environment '{name}' is declared twice; first at {first}. Rename one of them.", Source: source);

    public static Diagnostic InvalidWorkflowName(string name, SourceLine source) =>
        new("PIPE0130", $"Workflow name '{name}' cannot be a file name. Use letters, digits, '-' and '_', beginning with a letter.", Source: source);

    public static Diagnostic DuplicateWorkflow(string name, SourceLine source, SourceLine first) =>
        new("PIPE0131", $"Workflow '{name}' is declared twice; first at {first}. Rename one of them.", Source: source);

    public static Diagnostic InvalidJobName(string workflow, string job, SourceLine source) =>
        new("PIPE0132", $"Job name '{job}' of workflow '{workflow}' cannot be used in YAML. Use letters, digits and '_', not beginning with a digit, and not 'deploy' or 'deployment', which Azure Pipelines reserves.", Source: source);

    public static Diagnostic DuplicateJob(string workflow, string job, SourceLine source) =>
        new("PIPE0133", $"Workflow '{workflow}' has two jobs '{job}'; CI systems compare names regardless of case. Rename one of them.", Source: source);

    public static Diagnostic EmptyJob(string workflow, string job, SourceLine source) =>
        new("PIPE0134", $"Job '{job}' of workflow '{workflow}' runs no target. Give it at least one.", Source: source);

    public static Diagnostic ForeignJobTarget(string workflow, string job, string handle, SourceLine source) =>
        new("PIPE0135", $"Job '{job}' of workflow '{workflow}' uses '{handle}', which belongs to another PipelineBuilder. Pass the handle that this builder returned.", Source: source);

    public static Diagnostic NoDialect(string workflow, SourceLine source) =>
        new("PIPE0136", $"Workflow '{workflow}' names no CI system. Add .Emit(GitHubActions.Dialect) or .Emit(AzurePipelines.Dialect).", Source: source);

    public static Diagnostic NoJob(string workflow, SourceLine source) =>
        new("PIPE0137", $"Workflow '{workflow}' has no job. Add .Job(name, [targets]).", Source: source);

    public static Diagnostic SmokeDeployment(string workflow, string job, string environment, SourceLine source) =>
        new(
            "PIPE0138",
            // Told at every start of a pipeline that does so: joined and not interpolated, which would load pools of buffers.
            "Job '" + job + "' of workflow '" + workflow + "' deploys to '" + environment + "' on a hosted runner, and '" + environment + "' is OnThisMachine(): a smoke deployment, gone with the runner. Use a self-hosted runner or another runtime when it must stay.",
            DiagnosticSeverity.Warning,
            source);
}
