using CliWrap;

namespace Pipeline.Sdk.Generation;

/// <summary>Runs a script of <c>validators/</c> with node; skips the test when node or its packages are not installed.</summary>
internal static class Node
{
    public static Task<ToolOutput> Run(string script, IReadOnlyList<string> files, params (string Name, string Value)[] variables) =>
        Run(script, files, ToolOutput.Deadline, variables);

    /// <summary>Where the packages are; skips the test when they are not. A property must ask before it begins: inside of it a skip is a failure.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("PIPELINE_VALIDATORS") ?? Path.Combine(Repository.Root, "artifacts", "test-tools", "validators");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), $"The validators are not installed in {folder}: run ./build.sh TestTools to enable");
        return folder;
    }

    public static async Task<ToolOutput> Run(string script, IReadOnlyList<string> files, TimeSpan deadline, params (string Name, string Value)[] variables)
    {
        var folder = Folder();
        return await ToolOutput.Of(
            Cli.Wrap("node")
                .WithArguments([Path.Combine(Repository.Tests, "validators", script), .. files])
                .WithEnvironmentVariables(environment =>
                {
                    environment.Set("PIPELINE_VALIDATORS", folder);
                    foreach (var (name, value) in variables)
                        environment.Set(name, value);
                }),
            deadline);
    }
}
