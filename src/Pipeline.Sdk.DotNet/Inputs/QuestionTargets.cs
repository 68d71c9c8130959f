using System.Xml.Linq;

namespace Pipeline.Sdk.DotNet.Inputs;

/// <summary>Writes the MSBuild files that ask: the entry, and the target that is put into every project.</summary>
internal static class QuestionTargets
{
    public const string Name = "PipelineSdkInputs";

    // Items that are files whoever declares them; those that the repository's own project files name come to these.
    private static readonly string[] _items =
    [
        "Compile", "EmbeddedResource", "Content", "None", "AdditionalFiles", "EditorConfigFiles", "GlobalAnalyzerConfigFiles", "Resource", "Page",
        "ApplicationDefinition", "RazorGenerate", "RazorComponent", "Protobuf", "TypeScriptCompile", "NativeReference", "UpToDateCheckInput",
    ];

    private static readonly string[] _files =
    [
        "ApplicationIcon", "ApplicationManifest", "Win32Manifest", "Win32Resource", "AssemblyOriginatorKeyFile", "CodeAnalysisRuleSet", "RunSettingsFilePath",
        "VSTestSetting", "NuspecFile", "RestoreConfigFile", "NuGetLockFilePath", "SourceLink", "ILLinkSubstitutionsXml",
    ];

    // What a build writes is nobody's input.
    private static readonly string[] _outputs =
    [
        "BaseIntermediateOutputPath", "IntermediateOutputPath", "MSBuildProjectExtensionsPath", "BaseOutputPath", "OutputPath", "OutDir", "PublishDir", "ArtifactsPath",
        "PackageOutputPath", "VSTestResultsDirectory", "CompilerGeneratedFilesOutputPath",
    ];

    public static void WriteEntry(string file, IEnumerable<string> projects, IEnumerable<KeyValuePair<string, string>> properties) =>
        new XDocument(new XElement("Project", new XElement("Target", new XAttribute("Name", Name), new XElement(
            "MSBuild",
            new XAttribute("Projects", string.Join(';', projects.Distinct(StringComparer.Ordinal).Select(Escape))),
            new XAttribute("Targets", Name),
            new XAttribute("Properties", string.Join(';', properties.Select(property => $"{property.Key}={Escape(property.Value)}"))),
            new XAttribute("BuildInParallel", "true"))))).Save(file);

    /// <param name="file">Where to.</param>
    /// <param name="answers">The folder that every project writes a file into.</param>
    /// <param name="texts">What stands in the repository's own project files.</param>
    public static void WriteInjected(string file, string answers, ProjectTexts texts)
    {
        var lines = new XElement("ItemGroup");
        Line(lines, "project|$(MSBuildProjectFullPath)");
        Line(lines, "defaults|$(EnableDefaultItems)");
        Line(lines, "excludes|$([MSBuild]::Escape($(DefaultItemExcludes)));excludes|$([MSBuild]::Escape($(DefaultExcludesInProjectFolder)))");
        foreach (var name in _items.Concat(texts.Items).Distinct(StringComparer.OrdinalIgnoreCase))
            Line(lines, $"@({name}->'item|%(FullPath)')");
        Line(lines, "@(Reference->'item|%(HintPath)')");
        Line(lines, "@(Analyzer->'item|%(FullPath)')");
        foreach (var name in _files)
            Line(lines, $"item|$([MSBuild]::Escape($({name})))");
        foreach (var name in _outputs)
            Line(lines, $"output|$([MSBuild]::Escape($({name})))");
        var expressions = new XElement("ItemGroup");
        foreach (var expression in texts.Expressions)
            Add(expressions, expression);
        Line(lines, $"@({Expression}->'%(Kind)|%(From)|%(Identity)')");

        new XDocument(new XElement("Project", new XElement(
            "Target",
            new XAttribute("Name", Name),
            expressions,
            lines,
            new XElement("WriteLinesToFile", new XAttribute("File", Escape(answers) + "/$([System.Guid]::NewGuid())"), new XAttribute("Lines", $"@({Lines})"), new XAttribute("Overwrite", "true")),
            new XElement("ItemGroup", new XElement("_PipelineSdkFramework", new XAttribute("Condition", "'$(TargetFramework)' == ''"), new XAttribute("Include", "$(TargetFrameworks)"))),
            new XElement(
                "MSBuild",
                new XAttribute("Condition", "'@(_PipelineSdkFramework)' != ''"),
                new XAttribute("Projects", "$(MSBuildProjectFullPath)"),
                new XAttribute("Targets", Name),
                new XAttribute("Properties", "TargetFramework=%(_PipelineSdkFramework.Identity)")),
            new XElement(
                "MSBuild",
                new XAttribute("Projects", "@(ProjectReference)"),
                new XAttribute("Targets", Name),
                new XAttribute("RemoveProperties", "TargetFramework;RuntimeIdentifier"),
                new XAttribute("BuildInParallel", "true"))))).Save(file);
    }

    private const string Lines = "_PipelineSdkLine";
    private const string Expression = "_PipelineSdkExpression";

    private static void Line(XElement group, string text) => group.Add(new XElement(Lines, new XAttribute("Include", text)));

    // Wild cards are escaped so that MSBuild works out the properties and leaves the pattern.
    private static void Add(XElement group, ProjectExpression expression)
    {
        var element = new XElement(
            Expression,
            new XAttribute("Include", expression.Text.Replace("*", "%2a", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal)),
            new XElement("Kind", expression.IsRelativeToFile ? expression.Kind + "-here" : expression.Kind),
            new XElement("From", Escape(expression.File)));
        if (expression.IsOfProject)
            element.Add(new XAttribute("Condition", $"'$(MSBuildProjectFullPath)' == '{Escape(expression.File)}'"));
        group.Add(element);
    }

    // "Escape special characters in MSBuild", learn.microsoft.com.
    private static string Escape(string text)
    {
        foreach (var (plain, escaped) in ((string, string)[])[("%", "%25"), ("$", "%24"), ("@", "%40"), ("'", "%27"), (";", "%3B"), ("*", "%2A"), ("?", "%3F"), ("(", "%28"), (")", "%29")])
            text = text.Replace(plain, escaped, StringComparison.Ordinal);
        return text;
    }
}
