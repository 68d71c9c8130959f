using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.LocalHost.Logging;

/// <summary>One line per event: time, level, event, then <c>name=value</c> pairs. Readable by people and by grep.</summary>
internal sealed class HostLog(TextWriter writer, TimeProvider time)
{
    private readonly Lock _lock = new();

    public void Info(string happened, params ReadOnlySpan<(string Name, object? Value)> facts) => Write("info", happened, facts);

    public void Warning(string happened, params ReadOnlySpan<(string Name, object? Value)> facts) => Write("warn", happened, facts);

    public void Warning(HostError error) => Write("warn", error.Code, [("message", error.Message)]);

    public void Error(HostError error) => Write("error", error.Code, [("message", error.Message)]);

    public void Error(string happened, Exception exception, params ReadOnlySpan<(string Name, object? Value)> facts) =>
        Write("error", happened, [.. facts, ("exception", exception)]);

    private void Write(string level, string happened, ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var line = new StringBuilder(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append(' ').Append(level).Append(' ').Append(happened);
        foreach (var (name, value) in facts)
            line.Append(' ').Append(name).Append('=').Append(Quote(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        line.Append('\n');
        lock (_lock)
        {
            try
            {
                writer.Write(line);
                writer.Flush();
            }
            catch (IOException)
            {
                // A full disk must not take the traffic down; there is nowhere left to say so.
            }
        }
    }

    private static string Quote(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAny(" \"\n\r=")
            ? value
            : $"\"{value.Replace("\"", "'", StringComparison.Ordinal).ReplaceLineEndings(" | ")}\"";
}
