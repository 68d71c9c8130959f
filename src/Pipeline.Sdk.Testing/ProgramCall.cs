using System.Collections.Immutable;

namespace Pipeline.Sdk.Testing;

/// <summary>A program that a target under test has started.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Command">The whole command, as the target gave it: arguments, folder, variables, standard input.</param>
public sealed record ProgramCall(string Target, ToolCommand Command)
{
    /// <summary>The program's name without its folder: <c>dotnet</c>.</summary>
    public string Program => Path.GetFileName(Command.Name);

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Arguments => Command.Arguments;

    /// <summary>The command line for people: <c>dotnet build Orders.sln</c>.</summary>
    public override string ToString() => Command.ToString();
}
