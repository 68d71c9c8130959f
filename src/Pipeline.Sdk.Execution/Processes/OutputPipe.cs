using CliWrap;

namespace Pipeline.Sdk.Execution;

/// <summary>Hands the bytes of a program's stream on as they come, and says when it ends, however that is.</summary>
internal sealed class OutputPipe : PipeTarget
{
    private const int BufferSize = 32 * 1024;

    private readonly OutputText _text;

    public OutputPipe(OutputText text) => _text = text;

    public override async Task CopyFromAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var buffer = new byte[BufferSize];
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                _text.Append(buffer.AsSpan(0, count));
        }
        finally
        {
            // The last words of a program that was killed count most.
            _text.Complete();
        }
    }
}
