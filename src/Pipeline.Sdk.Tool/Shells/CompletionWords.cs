using Pipeline.Sdk.Tool.Builds;

namespace Pipeline.Sdk.Tool.Shells;

/// <summary>The words that can follow, one a line: the word before it or <c>*</c>, the word, what it means; parted by tabs, as a build's own.</summary>
internal static class CompletionWords
{
    public static async Task<string> OfAsync(string folder, CancellationToken cancellationToken)
    {
        var own = PipelineCommand.Create().Subcommands.Select(command => $"*\t{command.Name}\t{command.Description}\n")
            .Concat(CompletionScripts.Shells.Select(shell => $"completion\t{shell}\t\n"))
            .Concat(Templates.KnownTemplates.Names.Select(name => $"new\t{name}\t\n"));
        return string.Concat(own) + await OfBuildAsync(folder, cancellationToken).ConfigureAwait(false);
    }

    // Outside of a repository the tool's own words are all there are.
    private static async Task<string> OfBuildAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            var script = NearestBuild.Find(folder);
            return (await Captured.TryRunAsync(folder, script, ["--completion", "words"], cancellationToken).ConfigureAwait(false))?.Output ?? "";
        }
        catch (ToolException)
        {
            return "";
        }
    }
}
