namespace Pipeline.Sdk.DotNet.Testing;

/// <summary>The three outcomes that matter; a TRX file knows fourteen.</summary>
internal enum TrxOutcome
{
    Passed,
    Failed,
    Skipped,
}
