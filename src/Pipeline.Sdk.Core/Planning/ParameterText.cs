using System.Collections.Immutable;

namespace Pipeline.Sdk.Planning;

/// <summary>A value of a parameter as it stands in a file or was typed at a prompt, still unread.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Text">The text; of a list its entries are in <see cref="Entries"/>.</param>
/// <param name="Source">For people: <c>.pipeline/parameters.staging.json(3,14)</c>, <c>prompt</c>.</param>
internal sealed record ParameterText(string Name, string Text, string Source)
{
    /// <summary>The entries of a list that came one by one; default where the text holds them all.</summary>
    public ImmutableArray<string> Entries { get; init; }

    /// <summary>Why the text cannot be a value of this parameter, when that is known already.</summary>
    public string? Error { get; init; }
}
