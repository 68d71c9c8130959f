namespace Pipeline.Sdk.CommandLine;

/// <summary>A command line that shows something: the model that help and docs/cli.md are made from.</summary>
/// <param name="Words">What follows <c>./build.sh</c>; Deploy, Lint, Test and staging stand for a pipeline's own names.</param>
/// <param name="Meaning">What it does, as a phrase.</param>
internal sealed record OwnExample(string Words, string Meaning)
{
    /// <summary>Whether help shows it too; the others are in the reference only.</summary>
    public bool IsInHelp { get; init; }

    /// <summary>The whole line.</summary>
    public string Line => Words.Length == 0 ? "./build.sh" : "./build.sh " + Words;
}
