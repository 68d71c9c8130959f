using System.Reflection;

namespace Pipeline.Sdk.EndToEnd.Tests;

/// <summary>Output folders of the programs that the tests run.</summary>
internal static class Programs
{
    public static string Pipeline => Path.Combine(Folder("Pipeline.Sdk.EndToEnd.Fixture"), "Pipeline.Sdk.EndToEnd.Fixture.dll");

    public static string Service => Folder("Pipeline.Sdk.LocalHost.Fixture");

    public static string Dashboard => Folder("Pipeline.Sdk.Dashboard");

    private static string Folder(string project) => Path.Combine(Metadata("ProgramsFolder"), project, Metadata("ConfigurationFolder"));

    private static string Metadata(string key) => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value ?? throw new InvalidOperationException(key);
}
