namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>Restores and builds.</summary>
internal sealed class BuildCommands(RunContext run)
{
    public Task RestoreAsync(string project, RestoreOptions options)
    {
        var arguments = new MSBuildArguments("restore", ProjectFile.Find(run, project)).AddIf(options.Locked, "--locked-mode");
        return new DotNetProcess(run).RunAsync(arguments.Build(options, run), options.Variables);
    }

    public Task BuildAsync(string project, Configuration configuration, BuildOptions options)
    {
        var arguments = new MSBuildArguments("build", ProjectFile.Find(run, project))
            .Configuration(configuration)
            .AddIf(options.NoRestore, "--no-restore")
            .Version(options.Version);
        if (options.Runtime is { } runtime)
            arguments.Add("-r", runtime);
        if (options.Output is { } output)
            arguments.Add("-o", run.PathOf(output));

        return new DotNetProcess(run).RunAsync(arguments.Build(options, run), options.Variables);
    }
}
