using System.Text.Json;
using Pipeline.Sdk.DotNet.Commands;
using Pipeline.Sdk.DotNet.Diagnostics;

namespace Pipeline.Sdk.DotNet.Versioning;

/// <summary>Reads what GitVersion prints.</summary>
internal static class GitVersionOutput
{
    /// <summary>The version: <c>SemVer</c>, with <c>ShortSha</c> as metadata.</summary>
    /// <exception cref="StepFailedException">The text holds no version.</exception>
    public static SemanticVersion Version(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var text = $"{document.RootElement.GetProperty("SemVer").GetString()}+{document.RootElement.GetProperty("ShortSha").GetString()}";
            return SemanticVersion.TryParse(text, provider: null, out var version)
                ? version
                : throw DotNetDiagnostics.NoVersion($"'{text}' is not a semantic version.");
        }
        catch (Exception unexpected) when (unexpected is JsonException or KeyNotFoundException)
        {
            throw DotNetDiagnostics.NoVersion($"its output is not what version {Tools.ToolPackages.GitVersion.Version} writes: {OutputText.FirstLine(json)}");
        }
    }

    /// <summary>The reason in the log that GitVersion prints when it fails: what stands between ERROR and the stack trace.</summary>
    public static string Reason(ToolResult result)
    {
        var lines = OutputText.Lines(result.StandardOutput + "\n" + result.StandardError);
        var error = Array.FindIndex(lines, line => line.StartsWith("ERROR", StringComparison.Ordinal));
        var reason = lines.Skip(Math.Max(0, error)).TakeWhile(line => !OutputText.IsFrame(line)).Where(line => !line.StartsWith("INFO", StringComparison.Ordinal)).Take(4);
        return string.Join(' ', reason) is { Length: > 0 } text ? text : $"exit code {result.ExitCode}";
    }
}
