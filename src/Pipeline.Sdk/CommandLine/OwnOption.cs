namespace Pipeline.Sdk.CommandLine;

/// <summary>One option of the command line's own: the model that help, completion and docs/cli.md are made from. Its meaning is a contract.</summary>
/// <param name="Name">How it is written: <c>--env</c>.</param>
/// <param name="Value">What follows it, for people: <c>NAME</c>; empty when nothing does.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Meaning">Full sentences for the reference, Markdown.</param>
internal sealed record OwnOption(string Name, string Value, string Summary, string Meaning)
{
    /// <summary>The short form, or empty.</summary>
    public string Short { get; init; } = "";

    /// <summary>The words that may follow it, separated by <c>|</c>, when they can be counted.</summary>
    public string Words { get; init; } = "";

    /// <summary>Name and value, as help shows them.</summary>
    public string Usage => Value.Length == 0 ? Name : Name + " " + Value;
}
