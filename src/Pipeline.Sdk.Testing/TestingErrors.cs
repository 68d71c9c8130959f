namespace Pipeline.Sdk.Testing;

/// <summary>What can be wrong with a test of a pipeline: PIPE0980.</summary>
internal static class TestingErrors
{
    public static StepFailedException UnknownProgram(ProgramCall call, IEnumerable<string> known) =>
        new("PIPE0980", $"Target '{call.Target}' starts '{call.Command}', and the test has no program '{call.Program}'. Give it one: test.Program(\"{call.Program}\", ProgramAnswer.Success). It has {(string.Join(", ", known.Order(StringComparer.Ordinal)) is { Length: > 0 } names ? names : "none")}.");
}
