using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>What input sources said. An answer holds for as long as the files that it was read from do not change.</summary>
internal sealed class SourceAnswers
{
    private readonly ResultSettings _settings;
    private readonly string _folder;
    private readonly FileIndex _index;
    private readonly Dictionary<InputSource, string[]> _known = [];

    /// <summary>Prepares.</summary>
    /// <param name="settings">The checkout.</param>
    /// <param name="folder">Where answers are kept, absolute.</param>
    /// <param name="index">Knows when a change is settled.</param>
    public SourceAnswers(ResultSettings settings, string folder, FileIndex index) => (_settings, _folder, _index) = (settings, folder, index);

    /// <summary>The inputs that a source names, as patterns.</summary>
    /// <exception cref="StepFailedException">It has no answer.</exception>
    public string[] Patterns(InputSource source)
    {
        // One question at a time: each starts MSBuild.
        lock (_known)
        {
            if (!_known.TryGetValue(source, out var patterns))
                _known.Add(source, patterns = Find(source));
            return patterns;
        }
    }

    private string[] Find(InputSource source)
    {
        var kept = Path.Combine(_folder, Execution.Results.Print.Of(source.Name).ToString());
        if (Read(kept) is { } known)
            return known;

        var answer = source.AskAsync(_settings.Root, new Programs(_settings.Programs()), CancellationToken.None).GetAwaiter().GetResult();
        var state = InputState.Of(_settings.Root, answer.ReadFrom, _index);

        // The print is made after the question: what changed in between is asked again next time, because it is not settled.
        if (state.IsSettled)
        {
            string[] lines = [Print(state), .. answer.ReadFrom.Select(LineText.Escape), "", .. answer.Patterns.Select(LineText.Escape)];
            AtomicFile.TryWrite(kept, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }

        return [.. answer.Patterns];
    }

    private string[]? Read(string kept)
    {
        if (AtomicFile.TryRead(kept) is not { } bytes)
            return null;

        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var gap = Array.IndexOf(lines, "");
        if (gap < 1)
            return null;

        var state = InputState.Of(_settings.Root, Array.ConvertAll(lines[1..gap], LineText.Unescape), _index);
        return state.IsSettled && Print(state) == lines[0] ? Array.ConvertAll(lines[(gap + 1)..], LineText.Unescape) : null;
    }

    private static string Print(InputState state) => state.Print.ToString();

    private sealed class Programs(OwnPrograms programs) : IProcessRunner
    {
        public Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken) => programs.RunAsync(command, cancellationToken);
    }
}
