using System.Text.RegularExpressions;
using Pipeline.Sdk.Templates.Tests.Infrastructure;

namespace Pipeline.Sdk.Templates.Tests;

/// <summary>Somebody with an empty home types what <c>docs/getting-started.md</c> says, and nothing else.</summary>
public sealed partial class GettingStartedTests(Packages packages)
{
    [Fact]
    public async Task Every_command_of_the_page_works_as_it_is_written()
    {
        using var home = new TempFolder();
        using var folder = new TempFolder();
        // Nothing is in the home yet: all packages come from folders, ours from the one that they were packed into.
        home.Write(".nuget/NuGet/NuGet.Config", $"""<configuration><packageSources><clear /><add key="fresh" value="{packages.Feed}" /><add key="machine" value="{Packages.OfMachine}" /></packageSources></configuration>""");
        var commands = Blocks().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs/getting-started.md"), TestContext.Current.CancellationToken)).Select(block => block.Groups[1].Value).ToList();
        Assert.True(commands.Count >= 5);
        folder.Write("typed.sh", string.Concat(commands));

        // `-x` shows how far it came. The work goes on in the folder beside the script.
        var run = await Programs.RunAsync(folder.Root, "bash", ["-eux", "typed.sh"], new Dictionary<string, string?>(packages.Home)
        {
            ["HOME"] = home.Root,
            ["DOTNET_CLI_HOME"] = home.Root,
            ["GIT_AUTHOR_NAME"] = "Ada",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.org",
            ["GIT_COMMITTER_NAME"] = "Ada",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.org",
        });

        Assert.True(run.ExitCode == 0, run.StandardOutput + run.StandardError);
        Assert.Matches(@"Test +succeeded", run.StandardOutput);
        Assert.Matches(@"plan +ok", run.StandardOutput);
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
