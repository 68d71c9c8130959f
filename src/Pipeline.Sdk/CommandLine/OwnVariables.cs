namespace Pipeline.Sdk.CommandLine;

/// <summary>The environment variables that a start reads, beside those of CI systems, in the order of help.</summary>
internal static class OwnVariables
{
    public static OwnVariable[] All { get; } =
    [
        new("PIPELINE_<PARAMETER>", "value of a parameter or secret", "The value of a parameter or secret: `PIPELINE_NUGET_API_KEY` for `nuget-api-key`. A parameter may also have a variable that others set; `--list` shows it. See [parameters.md](parameters.md#sources)."),
        new("PIPELINE_<SECRET>_FILE", "file that holds a secret", "A file that holds the value of a secret. See [parameters.md](parameters.md#secrets)."),
        new("PIPELINE_SECRETS_FILE", "your own file of secrets", "Your own file of secrets, instead of `pipeline-sdk/<folder of the repository>/secrets.json` in `XDG_CONFIG_HOME`. See [parameters.md](parameters.md#secrets)."),
        new("PIPELINE_STATE_HOME", "where environments on this machine keep their state", "Where environments on this machine keep their state, before `XDG_STATE_HOME`. See [delivery.md](delivery.md#where-state-lies)."),
        new("PIPELINE_CACHE_LIMIT", "how large the store of results may grow, 5GB by default", "How large the store of results may grow: `500MB`, `5GB` (the default). See [results.md](results.md)."),
        new("PIPELINE_CI_JOB", "which job of a workflow this is", "Which job of a workflow the run is, `workflow/job`; generated files set it where the job has outputs or takes in results. See [workflows.md](workflows.md#the-model)."),
        new("PIPELINE_DOTNET_FOLDER", "where build.sh installs the .NET SDK", "Where `build.sh` installs the .NET SDK, `.dotnet` in your home by default. See [bootstrap.md](bootstrap.md#the-net-sdk)."),
        new("PIPELINE_DOTNET_INSTALL", "script that installs the .NET SDK", "The script by which `build.sh` installs it: an address or a file. See [bootstrap.md](bootstrap.md#the-net-sdk)."),
        new("PIPELINE_NATIVE", "whether build.sh compiles the program ahead of time", "Whether `build.sh` compiles the pipeline program ahead of time: `false` neither makes nor uses such a program, `true` makes it before this start. By default it is made in the background at the third start with nothing changed, in no CI job. See [bootstrap.md](bootstrap.md#a-program-compiled-ahead-of-time)."),
        new("NO_COLOR", "plain text on a terminal too", "Any text: the same as `--no-color`. `TERM=dumb` does the same."),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "collector that the run is traced to", "The collector that the run is sent to as an OpenTelemetry trace; nothing is sent without it. The other variables of OpenTelemetry are in [traces.md](traces.md)."),
        new("TRACEPARENT", "span that the run is a part of", "The span that the run is a part of, when it is traced. See [traces.md](traces.md)."),
        new("CI", "whether this is a CI job", "`true` or `1` on a machine without a known CI system: the record says `CI`, and `build.sh` installs a missing SDK. What CI systems set themselves is in [console.md](console.md)."),
        new("PIPELINE_ROOT", "", "The repository's root. `build.sh` and `build.cmd` set it; a program that is started without them looks for the nearest folder above that holds `build.sh` or `.git`.") { IsForPeople = false },
        new("PIPELINE_CHECK_INPUTS", "", "Set by `build.cmd`: the program ends with 64 when it is out of date. See [bootstrap.md](bootstrap.md#has-something-changed).") { IsForPeople = false },
        new("PIPELINE_CHECK_NATIVE", "", "Set by `build.sh` for a program that it has compiled ahead of time: the program says what it could not do, and does nothing. See [bootstrap.md](bootstrap.md#a-program-compiled-ahead-of-time).") { IsForPeople = false },
        new("PIPELINE_WATCHED", "", "Set by `build.sh` for itself, when a watched program is built anew. See [bootstrap.md](bootstrap.md#a-watched-program).") { IsForPeople = false },
    ];
}
