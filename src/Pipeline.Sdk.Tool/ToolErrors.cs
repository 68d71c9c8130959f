namespace Pipeline.Sdk.Tool;

/// <summary>What can be wrong with what the tool was asked for.</summary>
internal static class ToolErrors
{
    public static ToolException NoBuild(string from, string root) =>
        new("PIPE0910", $"There is no {Builds.NearestBuild.ScriptName} with a pipeline in {from} or above it, up to {root}. Make one in the repository's root with: pipeline new");

    public static ToolException OfAnotherUser(string script) =>
        new("PIPE0911", $"{script} belongs to another user, so it is not run on your behalf. When you trust it, start it by its own path, or take it over with: chown \"$(id -un)\" {Quoted(script)}");

    public static ToolException NoFolder(string folder) =>
        new("PIPE0912", $"--repos {folder} is no folder. Name the folder whose subfolders are the checkouts.");

    public static ToolException NoRepositories(string folder) =>
        new("PIPE0912", $"No subfolder of {folder} has a {Builds.NearestBuild.ScriptName} with a pipeline. Name the folder whose subfolders are the checkouts.");

    public static ToolException Contradiction(string option, string other, string wayOut) =>
        new("PIPE0913", $"{option} contradicts {other}. {wayOut}");

    public static ToolException UnknownTemplate(string name, IEnumerable<string> known) =>
        new("PIPE0914", $"There is no template '{name}'. There are: {string.Join(", ", known)}.");

    public static ToolException NoTemplates(string version, string output) =>
        new("PIPE0915", $"The templates of version {version} could not be installed: {output.Trim()} Name a feed that has them in nuget.config, or: dotnet new install Pipeline.Sdk.Templates --add-source FEED");

    public static ToolException NoProgram(string name, string wayOut) =>
        new("PIPE0916", $"'{name}' could not be started. {wayOut}");

    public static ToolException UnknownShell(string shell, IEnumerable<string> known) =>
        new("PIPE0917", $"There is no completion for '{shell}'. There is for: {string.Join(", ", known)}.");

    /// <summary>A path as a shell takes it.</summary>
    public static string Quoted(string path) => path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-+:\\".Contains(letter, StringComparison.Ordinal)) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
