namespace Pipeline.Sdk.LocalHost;

/// <summary>The local host refused, does not answer or could not be started; the message is for a person.</summary>
public sealed class LocalHostException : StepFailedException
{
    /// <summary>Creates the exception from a coded refusal.</summary>
    /// <param name="error">Code and message.</param>
    /// <param name="inner">What was underneath, kept for the log.</param>
    public LocalHostException(HostError error, Exception? inner = null)
        : base(error.Code, error.Message, inner)
    {
    }
}
