namespace Pipeline.Sdk.Graph;

/// <summary>An edge to a target that must have succeeded before. A class: collections of our own structs are compiled anew at every start.</summary>
/// <param name="Target">Index of that target in the graph.</param>
/// <param name="ReadsOutput">Whether its output is read, or only its success is waited for.</param>
internal sealed record GraphEdge(int Target, bool ReadsOutput);
