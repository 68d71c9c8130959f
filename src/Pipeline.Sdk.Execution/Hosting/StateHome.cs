using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Sdk.Execution;

/// <summary>Where a checkout's environments keep what must outlive the checkout.</summary>
internal static class StateHome
{
    /// <summary><c>$XDG_STATE_HOME/pipeline-sdk/</c> and a hash of the checkout's path; <c>PIPELINE_STATE_HOME</c> takes the place of <c>XDG_STATE_HOME</c>.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static string Of(string root, Func<string, string?> variable)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))))[..16];
        return Path.Combine(Base(variable), "pipeline-sdk", hash);
    }

    private static string Base(Func<string, string?> variable)
    {
        if (variable("PIPELINE_STATE_HOME") is { Length: > 0 } own)
            return Path.GetFullPath(own);
        if (variable("XDG_STATE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
            return xdg;
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);

        // The XDG base directory specification's default.
        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
    }
}
