namespace Pipeline.Sdk;

/// <summary>What <c>dotnet format</c> looks at. Each check loads the solution anew: on a project of 90 files, 3 s, 7 s and 9 s on two cores.</summary>
[Flags]
public enum FormatChecks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>White space: indentation, line ends, blanks.</summary>
    Whitespace = 1,

    /// <summary>The <c>IDE</c> rules that <c>.editorconfig</c> sets to warning or error.</summary>
    Style = 2,

    /// <summary>The analyzers' rules. A build with <c>TreatWarningsAsErrors</c> has checked them already.</summary>
    Analyzers = 4,
}
