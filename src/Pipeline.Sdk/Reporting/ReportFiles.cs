using System.Text;

namespace Pipeline.Sdk.Reporting;

/// <summary>Writes reports beside the records that they are made from.</summary>
internal static class ReportFiles
{
    public const string Html = "report.html";

    public const string Markdown = "report.md";

    /// <summary>Writes both forms of the report of a run, and shows the page if that is wanted.</summary>
    /// <param name="run">The run that asks.</param>
    /// <param name="id">The run to report on; empty for the newest that has ended.</param>
    /// <param name="opens">Whether the page is shown in the browser.</param>
    /// <param name="host">The world.</param>
    public static async Task WriteAsync(RunContext run, string id, bool opens, ProgramHost host)
    {
        var reader = new ReportReader { Root = run.Root, StateFolder = run.StateFolder, StateHome = run.StateHome, Mask = run.Mask, Warn = run.Log.Warn };
        var report = reader.Read(id, run.Run.Id);
        var page = Path.Combine(report.Run.Folder, Html);
        try
        {
            Write(report);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ReportErrors.CannotWrite(page, error.Message);
        }

        run.Log.Info(Words.Verdict(report.Run));
        if (Words.Shorten(report) is { Length: > 0 } shorten)
            run.Log.Info(shorten);
        run.Log.Info($"Report: {page}");
        if (opens)
            await BrowserPage.OpenAsync(run, page, host.IsInteractive).ConfigureAwait(false);
    }

    /// <summary>Writes both forms into the run's folder.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    public static void Write(RunReport report)
    {
        // In one step: a browser that is looking at the old one never loads half of the new one.
        Write(Path.Combine(report.Run.Folder, Html), writer => HtmlReport.Write(writer, report));
        Write(Path.Combine(report.Run.Folder, Markdown), writer => writer.Write(MarkdownReport.Of(report)));
    }

    private static void Write(string file, Action<TextWriter> write)
    {
        var temporary = file + ".tmp";
        using (var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
            write(writer);
        File.Move(temporary, file, overwrite: true);
    }
}
