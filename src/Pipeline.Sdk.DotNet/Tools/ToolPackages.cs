namespace Pipeline.Sdk.DotNet.Tools;

/// <summary>The tools and their versions, and nowhere else. One that is not in the packages folder is restored when it is first needed.</summary>
internal static class ToolPackages
{
    public static readonly ToolPackage GitVersion = new("GitVersion.MsBuild", Versioning.VersionKey.GitVersion, "tools/net10.0/gitversion.dll");

    public static readonly ToolPackage CycloneDx = new("CycloneDX", "6.3.1", "tools/net10.0/any/CycloneDX.dll");

    public static readonly ToolPackage ReportGenerator = new("dotnet-reportgenerator-globaltool", "5.6.0", "tools/net10.0/any/ReportGenerator.dll");
}
