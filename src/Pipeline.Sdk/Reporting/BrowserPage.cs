namespace Pipeline.Sdk.Reporting;

/// <summary>Shows a page to whoever sits in front of the machine.</summary>
internal static class BrowserPage
{
    /// <summary>Hands the page to the program that the system opens pages with. That there is none is a warning: the page is written either way.</summary>
    /// <param name="run">The run.</param>
    /// <param name="file">The page, absolute.</param>
    /// <param name="isInteractive">Whether anybody sits there.</param>
    public static async Task OpenAsync(RunContext run, string file, bool isInteractive)
    {
        if (!isInteractive)
        {
            run.Log.Warn("--open shows a page only to a person at a terminal; here the report is only written.");
            return;
        }

        try
        {
            await run.Tool(Command(file)).ConfigureAwait(false);
        }
        catch (StepFailedException failure)
        {
            run.Log.Warn($"The page could not be shown: {failure.Message} Open the file yourself.");
        }
    }

    // No shell takes part, so a path with blanks or quotes is one argument.
    private static ToolCommand Command(string file) =>
        OperatingSystem.IsWindows() ? new ToolCommand("explorer.exe", [file]) { MustSucceed = false }
        : OperatingSystem.IsMacOS() ? new ToolCommand("open", [file])
        : new ToolCommand("xdg-open", [file]);
}
