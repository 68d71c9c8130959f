namespace Pipeline.Sdk;

/// <summary>
/// A step failed in a way that is already explained: the message is for a person and no stack trace is shown.
/// The process ends with exit code 1.
/// </summary>
public class StepFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A stable code of the form <c>PIPE0401</c>.</param>
    /// <param name="message">What failed, what is valid, how to mend it.</param>
    /// <param name="inner">What was underneath, kept for the log.</param>
    public StepFailedException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The stable code.</summary>
    public string Code { get; }
}
