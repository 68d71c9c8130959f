namespace Pipeline.Sdk.CommandLine;

/// <summary>What the command line is used for, by example.</summary>
internal static class OwnExamples
{
    public static OwnExample[] All { get; } =
    [
        new("", "run the default target") { IsInHelp = true },
        new("Lint Test", "run two targets, and what they depend on") { IsInHelp = true },
        new("--list", "show what there is"),
        new("--help Deploy", "show all about one target"),
        new("--plan Deploy --env staging", "show what a deployment would do, and why; run nothing") { IsInHelp = true },
        new("--plan Deploy --env staging --format mermaid", "the same as a drawing for a Markdown page"),
        new("Deploy --env staging --explain Test", "show why Test is in that plan, what it reads and what made it run last time"),
        new("Deploy --env staging", "deploy") { IsInHelp = true },
        new("Deploy --env production --yes", "deploy to a protected environment without being asked"),
        new("Deploy --env staging --skip Lint", "deploy without a target that it depends on"),
        new("Test --only", "run one target alone, without what it depends on"),
        new("Lint Test --keep-going --parallel 2", "run two at a time, and go on after a failure"),
        new("Test --configuration Debug", "give a parameter another value"),
        new("Test --watch", "run again with every change of a file"),
        new("Test --verbosity detailed --no-color", "show every line and every command, as plain text"),
        new("Test --log json", "one JSON object a line, for programs"),
        new("Runs", "list the recorded runs"),
        new("Report --open", "write the last run as one HTML file, and show it"),
    ];
}
