using Pipeline.Sdk.Tool.Builds;

namespace Pipeline.Sdk.Tool.Templates;

/// <summary><c>pipeline new</c>: <c>dotnet new</c> with the templates of this tool's version, and with its options checked against each other.</summary>
internal static class NewCommand
{
    private const string Package = "Pipeline.Sdk.Templates";

    /// <summary>Runs the template in the folder.</summary>
    /// <param name="folder">Where it writes.</param>
    /// <param name="name">One of <see cref="KnownTemplates.Names"/>; empty for the first.</param>
    /// <param name="options">The template's options, as they were typed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code of <c>dotnet new</c>.</returns>
    public static async Task<int> RunAsync(string folder, string name, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var template = KnownTemplates.ShortName(name);
        TemplateOptions.Check(options);
        if ((await DotNetAsync("new", "list", template).ConfigureAwait(false)).ExitCode != 0)
        {
            var install = await DotNetAsync("new", "install", $"{Package}@{SdkVersion.Text}").ConfigureAwait(false);
            if (install.ExitCode != 0)
                throw ToolErrors.NoTemplates(SdkVersion.Text, install.Error.Length > 0 ? install.Error : install.Output);
        }

        var result = await DotNetAsync(["new", template, .. options]).ConfigureAwait(false);
        await Console.Out.WriteAsync(result.Output.AsMemory(), cancellationToken).ConfigureAwait(false);
        await Console.Error.WriteAsync(result.Error.AsMemory(), cancellationToken).ConfigureAwait(false);
        return result.ExitCode;

        async Task<Captured> DotNetAsync(params string[] arguments) =>
            await Captured.TryRunAsync(folder, "dotnet", arguments, cancellationToken).ConfigureAwait(false)
            ?? throw ToolErrors.NoProgram("dotnet", "Install the .NET SDK from https://dotnet.microsoft.com/download");
    }
}
