using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Pipeline.Sdk.Execution.Results;

/// <summary>A stored result as text, a field a line, with a check at the end: half a file is none.</summary>
internal static class ResultText
{
    private const string Head = "pipeline-result 1";
    private const string End = "end\t";

    public static byte[] Write(StoredResult result)
    {
        var text = new StringBuilder(Head).Append('\n');
        Line(text, "target", result.Target);
        if (result.Key is { } key)
            Line(text, "key", key);
        Line(text, "run", result.Run);
        Line(text, "made", result.MadeAt.ToString("O", CultureInfo.InvariantCulture));
        Line(text, "duration", result.Duration.Ticks.ToString(CultureInfo.InvariantCulture));
        if (result.Output is { } output)
            Line(text, "output", output);
        if (result.Log is { } log)
            Line(text, "log", log);
        foreach (var file in result.Files)
        {
            if (file.LinkTarget is { } target)
                Line(text, "link", file.Path, target);
            else
                Line(text, "file", file.Path, file.Digest, file.Size.ToString(CultureInfo.InvariantCulture), Convert.ToString(file.Mode, 8));
        }

        var body = text.ToString();
        return Encoding.UTF8.GetBytes(body + End + Check(body) + "\n");
    }

    /// <summary>The result, or null when the bytes are none.</summary>
    public static StoredResult? Read(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.LastIndexOf("\n" + End, StringComparison.Ordinal) + 1;
        if (end == 0 || text[(end + End.Length)..].TrimEnd('\n') != Check(text[..end]))
            return null;

        try
        {
            return Parse(text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static StoredResult? Parse(string[] lines)
    {
        if (lines.Length == 0 || lines[0] != Head)
            return null;

        var result = new StoredResult { Target = "", Run = "", MadeAt = default, Duration = default };
        var files = ImmutableArray.CreateBuilder<StoredFile>();
        foreach (var line in lines)
        {
            var fields = line.Split('\t');
            for (var i = 1; i < fields.Length; i++)
                fields[i] = LineText.Unescape(fields[i]);
            switch (fields)
            {
                case ["target", var value]:
                    result = result with { Target = value };
                    break;
                case ["key", var value]:
                    result = result with { Key = value };
                    break;
                case ["run", var value]:
                    result = result with { Run = value };
                    break;
                case ["made", var value]:
                    result = result with { MadeAt = DateTimeOffset.Parse(value, CultureInfo.InvariantCulture) };
                    break;
                case ["duration", var value]:
                    result = result with { Duration = TimeSpan.FromTicks(long.Parse(value, CultureInfo.InvariantCulture)) };
                    break;
                case ["output", var value]:
                    result = result with { Output = value };
                    break;
                case ["log", var value]:
                    result = result with { Log = value };
                    break;
                case ["link", var path, var target]:
                    files.Add(new StoredFile(path, "", 0, 0, target));
                    break;
                case ["file", var path, var digest, var size, var mode]:
                    files.Add(new StoredFile(path, digest, long.Parse(size, CultureInfo.InvariantCulture), Convert.ToInt32(mode, 8)));
                    break;
            }
        }

        return result.Target.Length == 0 ? null : result with { Files = files.ToImmutable() };
    }

    private static string Check(string body) => Print.Of(Encoding.UTF8.GetBytes(body)).ToString();

    private static void Line(StringBuilder text, params ReadOnlySpan<string> fields)
    {
        text.Append(fields[0]);
        foreach (var field in fields[1..])
            text.Append('\t').Append(LineText.Escape(field));
        text.Append('\n');
    }
}
