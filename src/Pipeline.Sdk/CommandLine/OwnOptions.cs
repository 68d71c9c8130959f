namespace Pipeline.Sdk.CommandLine;

/// <summary>The command line's own options, in the order of help.</summary>
internal static class OwnOptions
{
    public static OwnOption[] All { get; } =
    [
        new("--env", "NAME", "environment to work on", "The environment. Required when a running target reads it or changes it (PIPE0204).") { Short = "-e" },
        new("--list", "", "show targets, parameters and environments", "Shows targets, parameters and environments. The definition is checked first. Hidden targets are left out unless `--verbosity detailed` is given. With `--format json` for programs, see [below](#list-as-json).") { Short = "-l" },
        new("--plan", "", "show what would run and why, run nothing", "Shows every step with its reason and what it waits for, the bound parameters with their source, and whether a confirmation will be asked for. Runs nothing."),
        new("--explain", "TARGET", "show why a target is in the plan, what it reads, what changed, who reads it; run nothing", "Shows all that is known of one target: why it is in the plan, what it reads, what made it run last time, who reads its output, its last ten durations; see [below](#explain). Runs nothing. Another name is an error (PIPE0960)."),
        new("--format", "F", "form of --list and --explain (text, json) or --plan (text, json, html, mermaid, dot)", "The form of `--list` and `--explain` (`text`, `json`) or `--plan` (`text`, `json`, `html`, `mermaid`, `dot`); `text` is the default. Another one, or one without any of them, is an error (PIPE0003, PIPE0004).") { Words = "text|json|html|mermaid|dot" },
        new("--dry-run", "", "show in which order what would run, run nothing", "Shows `would run T` or `would not run T: reason`, one target a line, in an order that respects every dependency. Runs nothing."),
        new("--skip", "T…", "leave out targets, and what only they would have pulled in", "Leaves out targets; see [below](#skip-and-only)."),
        new("--only", "", "run the named targets without what they depend on", "Runs the named targets without what they depend on; see [below](#skip-and-only)."),
        new("--parallel", "N", "run at most N targets at the same time; default: the number of cores", "Runs at most N targets at the same time, from 1 (PIPE0002). The default is the number of cores."),
        new("--keep-going", "", "after a failure, still run what does not rest on it", "After a failure, what does not rest on it still runs. By default nothing new begins."),
        new("--verbosity", "V", "quiet, normal or detailed", "`quiet`: warnings, failures and the verdict. `normal`: what targets show, and the summary. `detailed`: every line, and every command with exit code and duration; with `--list` hidden targets, with `--plan` every item. Another word is an error (PIPE0005). The logs hold everything either way.") { Words = "quiet|normal|detailed" },
        new("--log", "F", "text, or json: one object a line for programs", "`text` for people and CI systems, or `json`: one object a line on standard output and nothing else, see [console.md](console.md). Another word is an error (PIPE0006).") { Words = "text|json" },
        new("--watch", "", "run again whenever a file of the repository changes", "Runs, then runs again whenever files of the repository change, until Ctrl-C; see [below](#watch)."),
        new("--yes", "", "answer every confirmation with yes", "Answers every confirmation with yes; a [prompt](parameters.md#prompts) for a value it does not answer.") { Short = "-y" },
        new("--import-results", "F…", "take results that another run exported; their targets do not run again", "Takes results that another run exported. Their targets do not run again, unless they were asked for by name. See [hand-off.md](hand-off.md)."),
        new("--export-results", "F", "write the results for another run", "Writes the results for another run when this one has succeeded."),
        new("--no-cache", "", "take no stored result; what is made is stored anew", "Takes no stored result of an earlier run: everything in the plan runs, and what it makes is stored anew. See [results.md](results.md)."),
        new("--resume", "", "go on with the last failed run: take the results of what it finished", "Goes on with the last run of this checkout that did not succeed, or with the one whose results `--import-results` names: what it finished and what still holds is taken from its results, everything else runs. Without targets those of that run are taken. See [results.md](results.md#resume)."),
        new("--install-sdk", "", "let build.sh install the .NET SDK that global.json pins when it is missing", "Read by `build.sh` only: installs the .NET SDK when it is missing. See [bootstrap.md](bootstrap.md)."),
        new("--no-color", "", "plain text on a terminal too", "Plain text on a terminal too. `NO_COLOR`, `TERM=dumb` and an output that is not a terminal do the same."),
        new("--completion", "SHELL", "print a script that completes this command line: bash, zsh, fish or pwsh", "Prints a script for a shell; see [below](#completion). Another shell is an error (PIPE0008).") { Words = "bash|zsh|fish|pwsh" },
        new("--version", "", "show the version of the SDK", "Shows the version of the SDK."),
        new("--help", "", "show this text, or with a target all about it", "Shows usage, targets, parameters, environments, options, variables, examples and exit codes; works while the definition has errors. With a target: what it depends on and why, its parameters, conditions, limits and output.") { Short = "-h, -?" },
    ];
}
