using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Sdk.Execution.Tests;

/// <summary>Tests that measure or signal the whole process.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is no collection in the sense of the rule.")]
public static class Alone;
