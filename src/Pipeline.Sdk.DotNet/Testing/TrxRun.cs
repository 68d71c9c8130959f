using System.Collections.Immutable;

namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>One TRX file: the run of one test assembly.</summary>
internal sealed record TrxRun
{
    /// <summary>The tests, in the file's order.</summary>
    public required ImmutableArray<TrxTest> Tests { get; init; }

    /// <summary>Errors of the run itself: a crashed host, an adapter that gave up.</summary>
    public required ImmutableArray<string> Faults { get; init; }

    /// <summary>What the test process wrote besides the tests' own output, without stack frames: the last words of a crash are here.</summary>
    public required ImmutableArray<string> Output { get; init; }

    /// <summary>Whether the file has an end and its summary is not that of a failure.</summary>
    public required bool Succeeded { get; init; }
}
