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

        if (mode is not (CommandMode.List or CommandMode.Plan))
        {
            // Help and version come before everything else.
            if (mode is not (CommandMode.Help or CommandMode.Version))
                diagnostics.Add(CommandLineDiagnostics.FormatWithoutView());
            return ViewFormat.Text;
        }

        var valid = mode == CommandMode.List ? _ofList : _ofPlan;
        for (var i = 0; i < valid.Length; i++)
        {
            if (valid[i].Equals(text, StringComparison.OrdinalIgnoreCase))
                return (ViewFormat)i;
        }

        diagnostics.Add(CommandLineDiagnostics.InvalidFormat(text, mode == CommandMode.List ? "--list" : "--plan", valid));
        return ViewFormat.Text;
    }
}
