using Pipeline.Sdk.DotNet.Tools;
using Pipeline.Sdk.DotNet.Versioning;

namespace Pipeline.Sdk;

/// <summary>The .NET toolchain, where a target looks for it: on the run.</summary>
public static class DotNetAuthoring
{
    extension(RunContext run)
    {
        /// <summary>The .NET command line.</summary>
        public DotNetTool DotNet => new(run);

        // No "Async" suffix, here and in DotNetTool: in a target's lambda every call is awaited or returned, and the name is the verb.

        /// <summary>
        /// Works out the version with GitVersion: its <c>SemVer</c>, and the commit's short hash as metadata (<c>1.4.0-feature.1+a1b2c3d</c>).
        /// The hash, because GitVersion's <c>SemVer</c> does not move between the commits of a feature branch. The build counter of
        /// <c>FullSemVer</c> is left out: the commit says more. <c>GitVersion.yml</c> in the root is honoured; nothing is fetched,
        /// and neither branches nor <c>HEAD</c> nor files change.
        /// </summary>
        /// <exception cref="StepFailedException">No repository, no commit, a shallow clone, or a configuration GitVersion does not accept.</exception>
        public Task<SemanticVersion> GitVersion() =>
            new GitVersionTool(run, NuGetTool.For(run), Environment.GetEnvironmentVariable).VersionAsync();
    }
}
