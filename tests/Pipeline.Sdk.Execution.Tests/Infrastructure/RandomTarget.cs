namespace Pipeline.Sdk.Execution.Tests;

/// <summary>What a target of <see cref="RandomWorkload"/> is like. Numbers point at earlier targets.</summary>
internal sealed record RandomTarget(int[] DependsOn, int? Needs, int[] After, int[] FinallyOf, bool IsLast, bool Fails, bool IsTolerated, bool IsLeftOut, int Units)
{
    public bool IsFinally => IsLast || FinallyOf.Length > 0;
}
