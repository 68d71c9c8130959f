using System.Security.Cryptography;
using System.Text;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution;

/// <summary>
/// What the checkout has beside its commit. Starting git costs more than all else that a start does, so it is asked beside a run that starts programs
/// anyway or goes on for a while, and for no other.
/// </summary>
/// <param name="programs">Runs git.</param>
/// <param name="root">The repository's root, absolute.</param>
/// <param name="cancellationToken">Ends the question; then it has no answer.</param>
internal sealed class TreeState(Func<OwnPrograms> programs, string root, CancellationToken cancellationToken) : IDisposable
{
    private const string Clean = "clean";

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private Task<string?>? _answer;

    /// <summary>
    /// Asks now: <c>clean</c>, or a digest over every file that differs from the commit or is new and not ignored, with its content.
    /// </summary>
    /// <returns>Null outside of a repository, or when git did not answer.</returns>
    public static async Task<string?> PrintAsync(OwnPrograms programs, string root, CancellationToken cancellationToken)
    {
        // Without git's lock on its index: a target of this run may commit at the same moment.
        var question = new ToolCommand("git", ["--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames"]) { Timeout = _limit };
        return await programs.AskAsync(question, cancellationToken).ConfigureAwait(false) is { } status ? Print(status, root) : null;
    }

    /// <summary>Asks, unless it was asked already. Does not wait.</summary>
    public void Ask()
    {
        lock (_gate)
        {
            if (_answer is not null)
                return;

            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var stop = _stop.Token;

            // On a thread of the pool: the question must not hold up the step that is about to start a program.
            _answer = Task.Run(() => PrintAsync(programs(), root, stop), CancellationToken.None);
        }
    }

    /// <summary>Whether there is anything beside the commit; waited for at most 2 seconds.</summary>
    /// <returns>Null when it was not asked, when git did not answer, or outside of a repository.</returns>
    public bool? Answer() => Print() is { } print ? print != Clean : null;

    /// <summary>The answer, see <see cref="PrintAsync"/>; waited for at most 2 seconds. It is of the moment in which it was asked.</summary>
    public string? Print()
    {
        lock (_gate)
            return _answer is not null && _answer.Wait(_patience, CancellationToken.None) ? _answer.Result : null;
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

    private static string Print(string status, string root)
    {
        StringBuilder? text = null;
        foreach (var entry in status.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // What the pipeline itself keeps is no source, also where nobody told git to ignore it.
            if (entry.Trim().Length == 0 || entry.StartsWith("?? .pipeline/", StringComparison.Ordinal))
                continue;

            var path = entry.Length > 3 ? entry[3..] : entry;
            (text ??= new StringBuilder()).Append(entry).Append(' ').Append(Content(Path.Combine(root, path))).Append('\n');
        }

        return text is null ? Clean : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string Content(string file)
    {
        var stat = FileStat.Of(file);
        if (stat.Kind == FileKind.Link)
            return new FileInfo(file).LinkTarget ?? "";
        if (stat.Kind != FileKind.File)
            return stat.Kind.ToString();

        try
        {
            using var stream = File.OpenRead(file);
            return (stat.IsExecutable ? "x" : "") + Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }
}
