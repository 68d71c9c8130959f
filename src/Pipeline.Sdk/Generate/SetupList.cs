using Pipeline.Sdk.Generation.Setup;

namespace Pipeline.Sdk;

/// <summary>What somebody has to set up by hand, and what becomes of each feature.</summary>
internal static class SetupList
{
    public static void Tell(RunContext run, PipelineBuilder build, SetupFormat format)
    {
        var reports = GeneratedFiles.Make(run, build).Reports;
        var text = format switch
        {
            SetupFormat.Json => SetupJson.Write(reports),
            SetupFormat.Markdown => SetupMarkdown.Write(reports),
            _ => SetupText.Write(reports),
        };
        run.Log.Info(text.TrimEnd('\n'));
    }
}
