using Spectre.Console;

namespace Pipeline.Sdk.Tests;

/// <summary>What a person types, key by key; <c>\u0004</c> is Ctrl-D. It must be enough: reading on fails.</summary>
internal sealed class TypedKeys(string keys) : IAnsiConsoleInput
{
    private readonly Queue<char> _keys = new(keys);

    public bool IsKeyAvailable() => _keys.Count > 0;

    public ConsoleKeyInfo? ReadKey(bool intercept)
    {
        var key = _keys.Dequeue();
        return new ConsoleKeyInfo(key, key == '\n' ? ConsoleKey.Enter : key == 'v' ? ConsoleKey.DownArrow : ConsoleKey.A, shift: false, alt: false, control: false);
    }

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}
