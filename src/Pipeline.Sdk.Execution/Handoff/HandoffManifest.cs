using System.Collections.Immutable;
using System.Text;
using Pipeline.Sdk.Execution.Results;

namespace Pipeline.Sdk.Execution;

/// <summary>What an archive of results says of the run that made it.</summary>
internal sealed record HandoffManifest
{
    private const string Head = "pipeline-hand-off 1";

    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>Whether the run did all that was asked for; the results of one that did not are for <c>--resume</c> only.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The operating system that it ran on: <c>linux</c>, <c>macos</c>, <c>windows</c>.</summary>
    public required string System { get; init; }

    /// <summary>What stands for its build program; empty when it is not known.</summary>
    public string Program { get; init; } = "";

    /// <summary>Its commit; empty outside of a repository.</summary>
    public string Commit { get; init; } = "";

    /// <summary>The digest of what its checkout had beside the commit, the same from its beginning to its end; empty when it is not known.</summary>
    public string Tree { get; init; } = "";

    /// <summary>The environment it worked on; empty for none.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The targets that it was asked for.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>The parameters that its command line gave; none of them is a secret.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Parameters { get; init; } = [];

    public byte[] ToBytes()
    {
        var text = new StringBuilder(Head).Append('\n');
        Line(text, "run", Run);
        Line(text, "state", IsComplete ? "complete" : "failed");
        Line(text, "system", System);
        Line(text, "program", Program);
        Line(text, "commit", Commit);
        Line(text, "tree", Tree);
        Line(text, "environment", Environment);
        foreach (var target in Targets)
            Line(text, "target", target);
        foreach (var (name, value) in Parameters)
            text.Append("parameter\t").Append(LineText.Escape(name)).Append('\t').Append(LineText.Escape(value)).Append('\n');
        var body = text.ToString();
        return Encoding.UTF8.GetBytes(body + "end\t" + Check(body) + "\n");
    }

    /// <summary>The manifest, or null when the bytes are none.</summary>
    public static HandoffManifest? Parse(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.LastIndexOf("\nend\t", StringComparison.Ordinal) + 1;
        if (end == 0 || !text.StartsWith(Head + "\n", StringComparison.Ordinal) || text[(end + 4)..].TrimEnd('\n') != Check(text[..end]))
            return null;

        var manifest = new HandoffManifest { Run = "", IsComplete = false, System = "" };
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            for (var i = 1; i < fields.Length; i++)
                fields[i] = LineText.Unescape(fields[i]);
            manifest = fields switch
            {
                ["run", var value] => manifest with { Run = value },
                ["state", var value] => manifest with { IsComplete = value == "complete" },
                ["system", var value] => manifest with { System = value },
                ["program", var value] => manifest with { Program = value },
                ["commit", var value] => manifest with { Commit = value },
                ["tree", var value] => manifest with { Tree = value },
                ["environment", var value] => manifest with { Environment = value },
                ["target", var value] => manifest with { Targets = manifest.Targets.Add(value) },
                ["parameter", var name, var value] => manifest with { Parameters = manifest.Parameters.Add(KeyValuePair.Create(name, value)) },
                _ => manifest,
            };
        }

        return manifest;
    }

    /// <summary>The system that this process runs on, as manifests name it.</summary>
    public static string ThisSystem => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux";

    private static string Check(string body) => Print.Of(Encoding.UTF8.GetBytes(body)).ToString();

    private static void Line(StringBuilder text, string name, string value) => text.Append(name).Append('\t').Append(LineText.Escape(value)).Append('\n');
}
