namespace Pipeline.Sdk.CommandLine;

/// <summary>The form of <c>--list</c>, <c>--plan</c> and <c>--explain</c>.</summary>
internal enum ViewFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>One file for a browser.</summary>
    Html,

    /// <summary>A flowchart that GitHub and Azure DevOps draw in Markdown.</summary>
    Mermaid,

    /// <summary>A graph for Graphviz.</summary>
    Dot,
}
