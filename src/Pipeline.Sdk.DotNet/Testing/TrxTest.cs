namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>One test as a TRX file reports it.</summary>
internal sealed record TrxTest(string Name, TrxOutcome Outcome, TimeSpan Duration, string Message, string StackTrace);
