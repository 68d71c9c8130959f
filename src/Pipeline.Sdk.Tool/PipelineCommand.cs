using System.CommandLine;
using Pipeline.Sdk.Tool.Builds;
using Pipeline.Sdk.Tool.Doctor;
using Pipeline.Sdk.Tool.Repositories;
using Pipeline.Sdk.Tool.Shells;
using Pipeline.Sdk.Tool.Templates;

namespace Pipeline.Sdk.Tool;

/// <summary>The tool's own words.</summary>
internal static class PipelineCommand
{
    private const string Repos = "--repos";
    private static readonly string[] Words = ["new", "completion", "doctor", "--help", "-h", "-?", "--version"];

    /// <summary>Whether the words are the tool's own and not the nearest build's; <c>--</c> before them makes them the build's.</summary>
    public static bool IsOwn(string[] words) =>
        words is [var first, ..] && (Words.Contains(first, StringComparer.Ordinal) || (first == "generate" && words.Any(word => word == Repos || word.StartsWith(Repos + "=", StringComparison.Ordinal))));

    public static RootCommand Create() => new("Runs the nearest build of a repository from any folder of it: pipeline Test, pipeline --list. After -- every word is the build's: pipeline -- --help")
    {
        New(),
        Generate(),
        Completion(),
        DoctorCommand(),
    };

    private static Command New()
    {
        var command = new Command("new", $"Adds a pipeline to this folder, or makes a new service or library with one: {string.Join(", ", KnownTemplates.Names)}, then options of dotnet new");
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, token) => GuardAsync(() =>
        {
            var words = parsed.UnmatchedTokens;
            var isNamed = words is [not ['-', ..], ..];
            return NewCommand.RunAsync(Directory.GetCurrentDirectory(), isNamed ? words[0] : "", [.. words.Skip(isNamed ? 1 : 0)], token);
        }));
        return command;
    }

    private static Command Generate()
    {
        var repos = new Option<string>(Repos) { Description = "The folder whose subfolders are the checkouts", Required = true };
        var check = new Option<bool>("--check") { Description = "Change nothing; fail when a file is stale" };
        var command = new Command("generate", "Writes or checks the workflows of many checkouts") { repos, check };
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var outcomes = await GenerateRepositories.RunAsync(parsed.GetRequiredValue(repos), parsed.GetValue(check), token).ConfigureAwait(false);
            Tables.Write(["Repository", "Outcome", "Files"], outcomes.Select(outcome => new[] { outcome.Name, Word(outcome.State), outcome.Remark }));
            return outcomes.All(outcome => outcome.State is not (RepositoryState.Stale or RepositoryState.Failed)) ? 0 : 1;
        }));
        return command;
    }

    private static Command Completion()
    {
        var shell = new Argument<string>("shell") { Description = string.Join(", ", CompletionScripts.Shells) };
        var command = new Command("completion", "Prints a shell's completion script") { shell };
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var wanted = parsed.GetRequiredValue(shell);
            Console.WriteLine(wanted == "words" ? await CompletionWords.OfAsync(Directory.GetCurrentDirectory(), token).ConfigureAwait(false) : CompletionScripts.Of(wanted));
            return 0;
        }));
        return command;
    }

    private static Command DoctorCommand()
    {
        var targets = new Argument<string[]>("targets") { Description = "Targets and options of the plan to look at; the default target without", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("doctor", "Tells what a plan lacks on this machine, and the command that mends it") { targets };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, token) => GuardAsync(async () =>
        {
            var script = NearestBuild.Find(Directory.GetCurrentDirectory());
            // In the order in which they were typed: an option's value is a word like a target.
            string[] planned = [.. parsed.Tokens.Skip(1).Select(word => word.Value)];
            var findings = await new Examination(script).RunAsync(planned, token).ConfigureAwait(false);
            Tables.Write(["Check", "", "What is", "Mend with"], findings.Select(finding => new[] { finding.What, finding.Code ?? "ok", finding.Detail, finding.Mend }));
            return findings.All(finding => finding.Code is null) ? 0 : 1;
        }));
        return command;
    }

    private static string Word(RepositoryState state) => state switch
    {
        RepositoryState.UpToDate => "up to date",
        RepositoryState.Written => "written",
        RepositoryState.Stale => "stale",
        RepositoryState.NoWorkflows => "no workflows",
        _ => "failed",
    };

    private static async Task<int> GuardAsync(Func<Task<int>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (ToolException error)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return ToolException.ExitCode;
        }
    }
}
