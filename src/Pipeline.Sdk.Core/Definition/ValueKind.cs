namespace Pipeline.Sdk.Definition;

/// <summary>What a parameter's value, or each entry of a list, looks like in JSON and at a prompt.</summary>
internal enum ValueKind
{
    /// <summary>A text of some form.</summary>
    Text,

    /// <summary>True or false.</summary>
    Switch,

    /// <summary>A number.</summary>
    Number,
}
