namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>What a team's package would hold.</summary>
internal static class PavedRoad
{
    public static Target AddChecks(this PipelineBuilder build, Target compile)
    {
        var lint = build.Target("Lint").Run();
        return build.Target("UnitTest").DependsOn(compile, lint).Run();
    }
}
