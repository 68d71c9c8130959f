namespace Pipeline.Sdk;

/// <summary>
/// Something that must be true before an environment is changed. Gates are asked twice: before anything runs, when no release is known yet, and before
/// a release goes live. Every gate of an environment is asked, so that all refusals are told at once.
/// </summary>
public interface IGate
{
    /// <summary>What it is, in a few words: <c>window Mon-Fri 09:00-16:00 Europe/Berlin</c>.</summary>
    string Name { get; }

    /// <summary>Decides. It must not change anything.</summary>
    /// <param name="question">What is about to happen.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken);
}
