using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk;

/// <summary>Names the input files of a target when it is asked: a toolchain knows what a project is made of better than a pattern does.</summary>
/// <remarks>Rooms of the SDK make them, such as <c>DotNetInputs</c>. An answer is kept as long as the files that it was read from do not change.</remarks>
public abstract class InputSource
{
    /// <summary>Only rooms of the SDK add kinds.</summary>
    private protected InputSource()
    {
    }

    /// <summary>What it is asked for, for people and for the key of kept answers: <c>project src/Orders.Api/Orders.Api.csproj</c>.</summary>
    internal abstract string Name { get; }

    /// <summary>Asks. Called on the machine that runs the pipeline, with programs that inherit no secret.</summary>
    /// <param name="root">The repository's root, absolute.</param>
    /// <param name="processes">Runs programs.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="StepFailedException">It has no answer; the message says how to mend it.</exception>
    internal abstract Task<InputAnswer> AskAsync(string root, IProcessRunner processes, CancellationToken cancellationToken);
}
