namespace Pipeline.Sdk.CommandLine;

/// <summary>An exit code: the model that help and docs/cli.md are made from. Its meaning is a contract.</summary>
/// <param name="Code">The number.</param>
/// <param name="Summary">A few words for help.</param>
/// <param name="Meaning">The words for the reference, Markdown.</param>
internal sealed record OwnExitCode(int Code, string Summary, string Meaning);
