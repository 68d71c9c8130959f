namespace Pipeline.Sdk.CommandLine;

/// <summary>Reads <c>--format</c>.</summary>
internal static class ViewFormats
{
    private static readonly string[] _ofList = ["text", "json"];
    private static readonly string[] _ofPlan = ["text", "json", "html", "mermaid", "dot"];

    /// <summary>The form; <see cref="ViewFormat.Text"/> when none is given or it is not valid.</summary>
    public static ViewFormat Read(string? text, CommandMode mode, List<Diagnostic> diagnostics)
    {
        if (text is null)
            return ViewFormat.Text;

        if (mode is not (CommandMode.List or CommandMode.Plan or CommandMode.Explain))
        {
            // Help and version come before everything else.
            if (mode is not (CommandMode.Help or CommandMode.Version))
                diagnostics.Add(CommandLineDiagnostics.FormatWithoutView());
            return ViewFormat.Text;
        }

        var valid = mode == CommandMode.Plan ? _ofPlan : _ofList;
        for (var i = 0; i < valid.Length; i++)
        {
            if (valid[i].Equals(text, StringComparison.OrdinalIgnoreCase))
                return (ViewFormat)i;
        }

        diagnostics.Add(CommandLineDiagnostics.InvalidFormat(text, mode switch { CommandMode.List => "--list", CommandMode.Explain => "--explain", _ => "--plan" }, valid));
        return ViewFormat.Text;
    }
}
