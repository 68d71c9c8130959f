namespace Pipeline.Sdk;

/// <summary>Where a target writes. Secrets are masked on the way.</summary>
public interface IRunLog
{
    /// <summary>Writes a line that is shown.</summary>
    void Info(string message);

    /// <summary>Writes a line that is only in the target's log file.</summary>
    void Detail(string message);

    /// <summary>Writes a line that is shown and counted as a warning.</summary>
    void Warn(string message);

    /// <summary>Reports a remark on a place in the sources; the summary lists it.</summary>
    void Annotate(Annotation annotation);
}
