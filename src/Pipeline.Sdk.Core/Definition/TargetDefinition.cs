using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>What the author typed for one target, or for one item of a target that runs for each item of a list.</summary>
internal sealed record TargetDefinition
{
    /// <summary>Between a target's name and an item's: no shell gives it a meaning.</summary>
    public const char ItemSeparator = ':';

    public required string Name { get; init; }

    public required Target Handle { get; init; }

    /// <summary>What the author typed in the draft.</summary>
    public required TargetDraftState Draft { get; init; }

    public SourceLine Source => Draft.Source;

    public string Description => Draft.Description;

    public ImmutableArray<Target> DependsOn { get; init; } = [];

    public ImmutableArray<IValue> Needs { get; init; } = [];

    /// <summary>Whether it changes the selected environment itself; items do it for the target that stands for them.</summary>
    public bool ChangesEnvironment => Draft.ChangesEnvironment && Items.IsEmpty;

    /// <summary>The type of the output, or null when there is none.</summary>
    public Type? Output { get; init; }

    /// <summary>The work, or null for a target that only stands for others.</summary>
    public TargetWork? Work { get; init; }

    /// <summary>For an item: the name of the target that it is a part of; otherwise null.</summary>
    public string? Parent { get; init; }

    /// <summary>For an item: its own name.</summary>
    public string Item { get; init; } = "";

    /// <summary>For a target that runs for each item: the items, whose outputs it gathers.</summary>
    public ImmutableArray<Target> Items { get; init; } = [];

    /// <summary>For an item: what splits the items over CI jobs, or null.</summary>
    public Partition? Partition { get; init; }

    /// <summary>Whether it is left out of lists: the author says so, or it is an item and its target stands for it.</summary>
    public bool IsHidden => Draft.IsHidden || Parent is not null;
}
