using System.Diagnostics;

namespace Pipeline.Sdk.Watching;

/// <summary>Asks git which paths it ignores.</summary>
internal static class GitIgnore
{
    /// <summary>The paths that git does not ignore; all of them where there is no git.</summary>
    public static IReadOnlyList<string> Filter(string root, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0 || !Path.Exists(Path.Combine(root, ".git")))
            return paths;

        try
        {
            // Quoting off and NUL between names: a name may hold anything else.
            using var git = Process.Start(new ProcessStartInfo("git", ["check-ignore", "--stdin", "-z"])
            {
                WorkingDirectory = root,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            if (git is null)
                return paths;

            var ignored = git.StandardOutput.ReadToEndAsync();
            _ = git.StandardError.ReadToEndAsync();
            foreach (var path in paths)
            {
                git.StandardInput.Write(path);
                git.StandardInput.Write('\0');
            }

            git.StandardInput.Close();
            git.WaitForExit();
            var names = ignored.GetAwaiter().GetResult().Split('\0').ToHashSet(StringComparer.Ordinal);
            return [.. paths.Where(path => !names.Contains(path))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return paths;
        }
        catch (IOException)
        {
            // git ended early: a run too many is better than one too few.
            return paths;
        }
    }
}
