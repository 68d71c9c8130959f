namespace Pipeline.Sdk;

/// <summary>A gate said no: a missing confirmation, a deployment already under way. The process ends with exit code 3.</summary>
public sealed class GateRefusedException : StepFailedException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">A stable code of the form <c>PIPE0601</c>.</param>
    /// <param name="message">What was refused, why, and what would be accepted.</param>
    public GateRefusedException(string code, string message)
        : base(code, message)
    {
    }
}
