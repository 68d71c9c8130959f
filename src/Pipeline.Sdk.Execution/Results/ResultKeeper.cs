using System.Collections.Immutable;
using System.Text;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>Puts a new result into the store, and tells later what has changed since.</summary>
internal sealed class ResultKeeper
{
    private readonly ResultSettings _settings;
    private readonly LocalStore _store;
    private readonly ResultFiles _files;
    private readonly string _why;

    /// <summary>Prepares.</summary>
    /// <param name="settings">The checkout.</param>
    /// <param name="store">The store.</param>
    /// <param name="files">Gathers files.</param>
    /// <param name="why">Where the parts of the last keys are kept, absolute.</param>
    public ResultKeeper(ResultSettings settings, LocalStore store, ResultFiles files, string why) => (_settings, _store, _files, _why) = (settings, store, files, why);

    /// <summary>Keeps a result.</summary>
    /// <returns>The result; null when it could not or must not be kept, which was told then. That a result is not kept is never a failure of the step.</returns>
    public StoredResult? Keep(PlanStep step, string key, KeyLook look, MadeResult made)
    {
        try
        {
            var result = Store(step, key, made);
            AtomicFile.TryWrite(WhyFile(step.Name), Encoding.UTF8.GetBytes(KeyText.Of(look.Parts())));
            return result;
        }
        catch (StepFailedException refused)
        {
            made.Warn($"{refused.Code}: {refused.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            made.Warn($"its result cannot be kept: {made.Masker.Mask(error.Message)}");
        }

        return null;
    }

    /// <summary>Why there is no stored result, in words: what changed since the last one.</summary>
    public string WhyNot(string target, KeyLook? look)
    {
        if (look is null || AtomicFile.TryRead(WhyFile(target)) is not { } bytes)
            return "it has no stored result yet";

        var difference = KeyDifference.Text(KeyText.Parse(Encoding.UTF8.GetString(bytes)), look.Parts());
        return difference.Length > 0 ? difference : "its result is stored no more";
    }

    private StoredResult Store(PlanStep step, string key, MadeResult made)
    {
        var definition = step.Target.Definition;
        var backed = made.Output is IFileBacked { Paths: var paths } ? paths : [];
        var files = _files.Describe(step.Name, definition.Draft.Result?.Outputs ?? [], backed);
        var output = definition.Output is { } type ? ResultJson.Of(definition.Draft.Owner).Write(made.Output, type) : null;
        Scan(_settings.Root, step.Name, output, files, made.Masker);

        foreach (var file in files)
        {
            // A file that changes while it is stored belongs to nobody's result.
            if (file.LinkTarget is null && !_store.PutContent(file.Digest, Path.Combine(_settings.Root, file.Path)))
                throw new IOException($"'{file.Path}' changed while it was stored");
        }

        var result = new StoredResult
        {
            Target = step.Name,
            Key = key,
            Run = made.Run,
            MadeAt = _settings.Clock.GetUtcNow(),
            Duration = made.Duration,
            Output = output is null ? null : _store.PutContent(output),
            Log = AtomicFile.TryRead(made.LogFile) is { } log ? _store.PutContent(log) : null,
            Files = files,
        };
        _store.Put(key, result);
        return result;
    }

    /// <summary>Looks for secrets in what is about to leave the checkout or its control.</summary>
    /// <exception cref="StepFailedException">There is one.</exception>
    public static void Scan(string root, string target, byte[]? output, ImmutableArray<StoredFile> files, SecretMasker masker)
    {
        if (masker.LongestForm == 0)
            return;

        var scan = new SecretScan(masker);
        if (output is not null && scan.Finds(Encoding.UTF8.GetString(output)))
            throw HandoffErrors.SecretInOutput(target);

        foreach (var file in files)
        {
            if (file.LinkTarget is not null)
                continue;

            using var content = File.OpenRead(Path.Combine(root, file.Path));
            if (scan.Finds(file.Path) || scan.Finds(content))
                throw HandoffErrors.SecretInFile(target, masker.Mask(file.Path));
        }
    }

    private string WhyFile(string target) => Path.Combine(_why, target.Replace(':', '.'));
}
