namespace Pipeline.Sdk.Execution;

/// <summary>
/// Whether the checkout differs from its commit. Starting git costs more than all else that a start does, so it is asked beside a run that starts programs
/// anyway or goes on for a while, and for no other.
/// </summary>
/// <param name="programs">Runs git.</param>
/// <param name="cancellationToken">Ends the question; then it has no answer.</param>
internal sealed class TreeState(Func<OwnPrograms> programs, CancellationToken cancellationToken) : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private Task<string?>? _answer;

    /// <summary>Asks, unless it was asked already. Does not wait.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            if (_answer is not null)
                return;

            // Without git's lock on its index: a target of this run may commit at the same moment.
            var question = new ToolCommand("git", ["--no-optional-locks", "status", "--porcelain", "-z"]) { Timeout = _limit };
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var stop = _stop.Token;

            // On a thread of the pool: the question must not hold up the step that is about to start a program.
            _answer = Task.Run(() => programs().AskAsync(question, stop), CancellationToken.None);
        }
    }

    /// <summary>The answer, waited for at most 2 seconds.</summary>
    /// <returns>Null when it was not asked, when git did not answer, or outside of a repository.</returns>
    public bool? Answer()
    {
        lock (_gate)
        {
            if (_answer is null || !_answer.Wait(_patience, CancellationToken.None) || _answer.Result is not { } status)
                return null;

            foreach (var entry in status.Split('\0'))
            {
                // What the pipeline itself keeps is no source, also where nobody told git to ignore it.
                if (entry.Trim().Length > 0 && !entry.StartsWith("?? .pipeline/", StringComparison.Ordinal))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Ends git when it is still at work.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stop?.Cancel();
            _stop?.Dispose();
        }
    }
}
