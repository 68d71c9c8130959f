using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// Which result the targets that do not say what they leave have left in the checkout: a file for each, because nothing else can tell. It is marked before
/// the work begins, so that neither a kill nor another run at the same time makes it say what is not so.
/// </summary>
internal sealed class LastRun
{
    private readonly string _folder;

    // How this run marked a target.
    private readonly Lazy<string> _mark = new(static () => "running " + Guid.NewGuid().ToString("n"));

    /// <summary>Prepares.</summary>
    /// <param name="folder">Where the files lie, absolute.</param>
    public LastRun(string folder) => _folder = folder;

    /// <summary>The key of the result that the target has left; null when it is not known.</summary>
    public string? KeyOf(string target) => Text(target) is { Length: > 0 } text && !text.Contains(' ', StringComparison.Ordinal) ? text : null;

    /// <summary>Marks a target that is about to work.</summary>
    /// <exception cref="StepFailedException">The old mark would stay.</exception>
    public void Begin(string target)
    {
        if (AtomicFile.TryWrite(FileOf(target), Encoding.UTF8.GetBytes(_mark.Value)) is not null && KeyOf(target) is not null)
            throw ResultErrors.CannotForget(target, FileOf(target));
    }

    /// <summary>Notes the result of a target that has worked, unless another run of it has begun meanwhile: nobody knows what lies there then.</summary>
    public void End(string target, string key)
    {
        if (Text(target) == _mark.Value)
            AtomicFile.TryWrite(FileOf(target), Encoding.UTF8.GetBytes(key));
    }

    private string? Text(string target) => AtomicFile.TryRead(FileOf(target)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    private string FileOf(string target) => Path.Combine(_folder, target.Replace(':', '.'));
}
