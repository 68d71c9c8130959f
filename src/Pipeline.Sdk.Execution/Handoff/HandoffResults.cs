using Pipeline.Sdk.Execution.Results;
using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Execution;

/// <summary>The results of a finished run, ready to be handed on.</summary>
/// <param name="checkout">The checkout that their files lie in.</param>
/// <param name="provided">Results that were made elsewhere, by target.</param>
/// <param name="cache">The stored results of the run, or null when it had none.</param>
/// <param name="masker">Knows the secrets of the run.</param>
internal sealed class HandoffResults(CheckoutStore checkout, IReadOnlyDictionary<string, StoredResult> provided, ResultCache? cache, SecretMasker masker)
{
    /// <summary>The results of a run that has done all that was asked for: of the targets asked for, and of every target with an output; none that belongs to one environment only.</summary>
    /// <exception cref="StepFailedException">A result holds a secret, or its files cannot be read.</exception>
    public IEnumerable<HandedResult> ForOthers(RunSummary summary, Func<Target, object?> output)
    {
        foreach (var step in Finished(summary))
        {
            var target = step.Step.Target;
            var isWanted = target.Definition.Output is not null || summary.Plan.Requested.Contains(target.Name, StringComparer.Ordinal);
            if (isWanted && !target.IsEnvironmentBound)
                yield return Of(step, summary, output);
        }
    }

    /// <summary>What a run finished before it failed. A result that cannot or must not be stored is left out, which is told: its target runs again.</summary>
    /// <param name="summary">The run.</param>
    /// <param name="output">Gives a target's output.</param>
    /// <param name="warn">Hears which target runs again, and why.</param>
    public IEnumerable<HandedResult> ForResume(RunSummary summary, Func<Target, object?> output, Action<string> warn)
    {
        foreach (var step in Finished(summary))
        {
            HandedResult? handed = null;
            try
            {
                handed = Of(step, summary, output);
            }
            catch (StepFailedException refused)
            {
                warn($"--resume will run {step.Name} again: {refused.Code}: {refused.Message}");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                warn($"--resume will run {step.Name} again: its result cannot be kept: {masker.Mask(error.Message)}");
            }

            if (handed is not null)
                yield return handed;
        }
    }

    // What a parameter named was made by no run and lies elsewhere: it is named again where it is wanted.
    private IEnumerable<StepResult> Finished(RunSummary summary) =>
        summary.Steps.Where(step => (step.Outcome != StepOutcome.Provided || provided.ContainsKey(step.Step.Target.Name)) && (step.Outcome is StepOutcome.Succeeded or StepOutcome.Provided or StepOutcome.Cached && (step.Step.Target.Definition.Work is not null || step.Outcome == StepOutcome.Provided || summary.Plan.Requested.Contains(step.Name, StringComparer.Ordinal))));

    private HandedResult Of(StepResult step, RunSummary summary, Func<Target, object?> output)
    {
        var target = step.Step.Target;
        if (step.Outcome == StepOutcome.Provided && provided.TryGetValue(target.Name, out var elsewhere))
            return new HandedResult(elsewhere, Stored);
        if (cache?.ResultOf(target) is { } stored)
            return new HandedResult(stored, Stored);

        return Make(target, output(target.Definition.Handle), new StoredResult
        {
            Target = target.Name,
            Run = summary.Facts.Id,
            MadeAt = step.StartedAt ?? summary.Facts.StartedAt,
            Duration = step.Duration,
        }, Path.Combine(summary.Folder, target.Name.Replace(':', '.') + ".log"));
    }

    private FileStream Stored(string digest) => File.OpenRead(checkout.Store.ContentFile(digest));

    /// <summary>A result of what lies in the checkout right now. It is not kept in the store: only the archive has it.</summary>
    /// <exception cref="StepFailedException">It holds a secret, or a file cannot be read.</exception>
    public HandedResult Make(GraphTarget target, object? output, StoredResult about, string logFile)
    {
        var memory = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var json = target.Definition.Output is { } type ? ResultJson.Of(target.Definition.Draft.Owner).Write(output, type) : null;
        var files = checkout.Files.Describe(target.Name, target.Definition.Draft.Result?.Outputs ?? [], output is IFileBacked backed ? backed.Paths : []);
        ResultKeeper.Scan(checkout.Root, target.Name, json, files, masker);
        var result = about with { Output = Keep(json, memory), Log = Keep(AtomicFile.TryRead(logFile), memory), Files = files };
        var places = files.Where(file => file.LinkTarget is null).GroupBy(file => file.Digest, StringComparer.Ordinal).ToDictionary(file => file.Key, file => file.First().Path, StringComparer.Ordinal);
        return new HandedResult(result, digest => memory.TryGetValue(digest, out var bytes) ? new MemoryStream(bytes) : File.OpenRead(Path.Combine(checkout.Root, places[digest])));
    }

    private static string? Keep(byte[]? bytes, Dictionary<string, byte[]> memory)
    {
        if (bytes is null)
            return null;

        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        memory[digest] = bytes;
        return digest;
    }
}
