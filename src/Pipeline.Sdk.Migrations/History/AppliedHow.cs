namespace Pipeline.Sdk.Migrations;

/// <summary>The words that say how an entry came into a database's list.</summary>
internal static class AppliedHow
{
    public const string Applied = "applied";
    public const string Baseline = "baseline";
    public const string Adopted = "adopted";
    public const string Scripted = "scripted";
}
