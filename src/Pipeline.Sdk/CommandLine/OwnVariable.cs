namespace Pipeline.Sdk.CommandLine;

/// <summary>An environment variable that a start reads: the model that help and docs/cli.md are made from. Its meaning is a contract.</summary>
/// <param name="Name">The variable; what stands in angle brackets is filled in.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Meaning">Full sentences for the reference, Markdown.</param>
internal sealed record OwnVariable(string Name, string Summary, string Meaning)
{
    /// <summary>Whether people set it; the others are between <c>build.sh</c>, <c>build.cmd</c> and the program.</summary>
    public bool IsForPeople { get; init; } = true;
}
