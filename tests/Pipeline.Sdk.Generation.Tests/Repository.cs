namespace Pipeline.Sdk.Generation;

/// <summary>Finds the sources from the test program: compiled paths are mapped away, so the folders are walked up.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Tests { get; } = Path.Combine(Root, "tests", "Pipeline.Sdk.Generation.Tests");

    /// <summary>Third-party schemas and metadata, kept beside the checkout where they are at hand.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    public static string Approved { get; } = Path.Combine(Tests, "Approved");

    /// <summary>The approved files of a dialect, and what this repository's own pipeline has generated in it.</summary>
    public static IReadOnlyList<string> ApprovedFiles(string dialect) =>
        [.. Directory.EnumerateFiles(Approved, $"*.{dialect}.verified.yml").Order(StringComparer.Ordinal), Own(dialect)];

    private static string Own(string dialect) => Path.Combine(Root, dialect == "github" ? ".github/workflows/ci.yml" : "azure-pipelines.yml");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "global.json")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No global.json above {AppContext.BaseDirectory}: these tests run inside the repository.");
    }
}
