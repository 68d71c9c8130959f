namespace Pipeline.Sdk.Definition;

/// <summary>One item of a list that a target runs for. A class: collections of our own structs are compiled anew at every start.</summary>
internal sealed record EachItem<T>(string Name, T Value);
