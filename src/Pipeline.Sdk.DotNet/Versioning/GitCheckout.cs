using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Versioning;

/// <summary>What a version needs to know of the checkout.</summary>
/// <param name="Commit">The commit that is checked out.</param>
/// <param name="IsDetached">Whether <c>HEAD</c> is on no branch, as CI systems check out.</param>
/// <param name="Head">What git said, for <see cref="VersionKey"/>.</param>
internal sealed record GitCheckout(string Commit, bool IsDetached, string Head)
{
    /// <summary>Asks git, once.</summary>
    /// <exception cref="StepFailedException">No repository, no commit, or not the whole history.</exception>
    public static async Task<GitCheckout> ReadAsync(RunContext run)
    {
        var result = await GitAsync(run, VersionKey.Head.Split(' ')).ConfigureAwait(false);
        var lines = OutputText.Lines(result.StandardOutput);
        // Without a commit the first answer is still printed.
        return (result.ExitCode, lines) switch
        {
            (not 0, []) => throw DotNetDiagnostics.NoRepository(run.Root, result.StandardError),
            (not 0, _) => throw DotNetDiagnostics.NoCommit(run.Root),
            (_, ["true", ..]) => throw DotNetDiagnostics.ShallowClone(run.Root),
            (_, [_, var commit, var name]) => new GitCheckout(commit, IsDetached: name == "HEAD", result.StandardOutput),
            _ => throw DotNetDiagnostics.NoVersion($"git said '{result.StandardOutput.Trim()}'"),
        };
    }

    /// <summary>Runs git quietly in the root; the exit code is the caller's.</summary>
    public static Task<ToolResult> GitAsync(RunContext run, params string[] arguments) =>
        run.Tool(new ToolCommand("git", [.. arguments]) { MustSucceed = false, ShowsOutput = false });
}
