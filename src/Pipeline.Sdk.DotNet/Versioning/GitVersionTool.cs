using System.Collections.Immutable;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;
using Pipeline.Sdk.DotNet.Tools;

namespace Pipeline.Sdk.DotNet.Versioning;

/// <summary>Runs GitVersion so that it only reads.</summary>
internal sealed class GitVersionTool(RunContext run, NuGetTool packages, Func<string, string?> variable)
{
    public async Task<SemanticVersion> VersionAsync()
    {
        var checkout = await GitCheckout.ReadAsync(run).ConfigureAwait(false);
        var references = await GitCheckout.GitAsync(run, VersionKey.References).ConfigureAwait(false);

        // Without branches and tags the name would be that of another history.
        if (references.ExitCode != 0) throw DotNetDiagnostics.NoVersion($"git {VersionKey.References} failed: {references.StandardError.Trim()}");

        var file = VersionKey.FileOf(run.Root, checkout.Head, references.StandardOutput, variable);
        if (VersionStore.Read(file) is { } known)
        {
            run.Log.Info($"Version {known}, computed before");
            return known;
        }

        var version = await ComputeAsync(checkout).ConfigureAwait(false);
        VersionStore.Write(file, version, run.Log);
        run.Log.Info($"Version {version}");
        return version;
    }

    private async Task<SemanticVersion> ComputeAsync(GitCheckout checkout)
    {
        var program = await packages.LocateAsync(ToolPackages.GitVersion).ConfigureAwait(false);

        // No fetch: the network is not part of a version. No cache: it would be written into .git. No normalization: see DetachedBranch.
        ImmutableArray<string> arguments = [program, run.Root, "/output", "json", "/nofetch", "/nocache", "/nonormalize"];
        if (checkout.IsDetached && await BranchAsync(checkout.Commit).ConfigureAwait(false) is { } branch)
            arguments = [.. arguments, "/b", branch, "/c", checkout.Commit];

        var result = await new DotNetProcess(run).TryAsync(arguments, ImmutableDictionary<string, string?>.Empty, showsOutput: false).ConfigureAwait(false);
        if (result.ExitCode != 0)
            throw DotNetDiagnostics.NoVersion(GitVersionOutput.Reason(result));

        return GitVersionOutput.Version(result.StandardOutput);
    }

    private async Task<string?> BranchAsync(string commit)
    {
        var result = await GitCheckout.GitAsync(run, "for-each-ref", "--contains", commit, "--format=%(refname)", "refs/heads", "refs/remotes").ConfigureAwait(false);
        return DetachedBranch.Choose(OutputText.Lines(result.StandardOutput), variable);
    }
}
