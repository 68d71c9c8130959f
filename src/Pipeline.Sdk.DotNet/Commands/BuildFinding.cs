using System.Text.RegularExpressions;

namespace Pipeline.Sdk.DotNet.Commands;

/// <summary>What a compiler, an analyzer or MSBuild reported.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Code">The code, such as <c>CS0103</c>.</param>
/// <param name="Message">The text behind the code.</param>
/// <param name="File">Path relative to the root; another file is named as it was; null without a place.</param>
/// <param name="Line">Line, from 1, or null.</param>
/// <param name="Column">Column, from 1, or null.</param>
internal sealed partial record BuildFinding(DiagnosticSeverity Severity, string Code, string Message, string? File, int? Line, int? Column)
{
    /// <summary>Whether MSBuild could not even read what to do: a project or import that is missing or malformed, a condition or property function, an SDK that is not found.</summary>
    public bool IsEvaluation => EvaluationCode().IsMatch(Code);

    /// <summary>The same, for the summary.</summary>
    public Annotation ToAnnotation() =>
        File is not null && Path.IsPathRooted(File)
            ? new Annotation(Severity, $"{File}: {Message}", Title: Code)
            : new Annotation(Severity, Message, File, Line, Column, Code);

    /// <summary>The form of compilers.</summary>
    public override string ToString()
    {
        var place = (Line, Column) switch
        {
            ({ } line, { } column) => $"{File}({line},{column}): ",
            ({ } line, null) => $"{File}({line}): ",
            _ => File is null ? "" : $"{File}: ",
        };
        return $"{place}{Code}: {Message}";
    }

    // 3202: no such project. 4018, 4036, 4044, 4057, 4062 to 4064 and their like come from targets that run.
    [GeneratedRegex(@"^MSB(?:3202|4019|402\d|4035|404[01]|406[678]|407[789]|408\d|409\d|41[0-4]\d|418[4-6]|42[23]\d)$")]
    private static partial Regex EvaluationCode();
}
