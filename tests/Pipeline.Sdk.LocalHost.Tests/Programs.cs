using System.Reflection;

namespace Pipeline.Sdk.LocalHost.Tests;

/// <summary>Output folders of the programs that the tests run.</summary>
internal static class Programs
{
    public static string LocalHost => Folder("Pipeline.Sdk.LocalHost");

    public static string Fixture => Folder("Pipeline.Sdk.LocalHost.Fixture");

    public static string Starter => Path.Combine(Folder("Pipeline.Sdk.LocalHost.Starter"), "Pipeline.Sdk.LocalHost.Starter.dll");

    private static string Folder(string project) => Path.Combine(Metadata("ProgramsFolder"), project, Metadata("ConfigurationFolder"));

    private static string Metadata(string key) => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value ?? throw new InvalidOperationException(key);
}
