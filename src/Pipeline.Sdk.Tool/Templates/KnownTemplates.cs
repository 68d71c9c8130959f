namespace Pipeline.Sdk.Tool.Templates;

/// <summary>The templates by the words of this tool.</summary>
internal static class KnownTemplates
{
    private const string OfARepository = "pipeline";
    private static readonly string[] Kinds = ["service", "library"];

    public static IEnumerable<string> Names => Kinds.Prepend(OfARepository);

    /// <summary>The name that <c>dotnet new</c> has for it: <c>service</c> is <c>pipeline-service</c>.</summary>
    /// <exception cref="ToolException">PIPE0914: there is none of that name.</exception>
    public static string ShortName(string name) =>
        name.Length == 0 || name == OfARepository ? OfARepository
        : Kinds.FirstOrDefault(kind => name == kind || name == $"{OfARepository}-{kind}") is { } found ? $"{OfARepository}-{found}"
        : throw ToolErrors.UnknownTemplate(name, Names);
}
