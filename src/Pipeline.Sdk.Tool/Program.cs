using Pipeline.Sdk.Tool;
using Pipeline.Sdk.Tool.Builds;

// A word of the tool's own is the tool's; everything else is the nearest build's, word for word.
try
{
    return PipelineCommand.IsOwn(args)
        ? PipelineCommand.Create().Parse(args).Invoke()
        : BuildStart.Replace(NearestBuild.Find(Directory.GetCurrentDirectory()), args is ["--", .. var rest] ? rest : args);
}
catch (ToolException error)
{
    Console.Error.WriteLine(error.Message);
    return ToolException.ExitCode;
}
