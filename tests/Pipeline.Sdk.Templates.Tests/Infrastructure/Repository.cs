namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>Where the sources of these tests are; nothing is ever built there.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Approved { get; } = Path.Combine(Root, "tests", "Pipeline.Sdk.Templates.Tests", "Approved");

    // The paths that the compiler knows are mapped to /_/.
    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Pipeline.Sdk.sln")))
                return folder;
        }

        throw new InvalidOperationException("The tests do not run below the repository's root.");
    }
}
