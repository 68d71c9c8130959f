namespace Pipeline.Sdk.Benchmarks;

/// <summary>How many methods a start compiles: a steadier watch on start-up than the clock.</summary>
internal static class JitCount
{
    public static int Of(Command command)
    {
        var file = Path.GetTempFileName();
        try
        {
            command.Run(("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasmSummary", "1"));
            return File.ReadLines(file).Count();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
