using Pipeline.Sdk.Definition;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Parameters;

/// <summary>
/// Looks for secrets that a plan reads and no variable carries: first in files that variables name, then in the user's secrets file.
/// What is wrong with one of these explains why a secret is missing.
/// </summary>
internal static class SecretSources
{
    public static PlanFacts AddTo(
        PlanFacts facts,
        IEnumerable<ParameterDefinition> secrets,
        PipelineDefinition definition,
        string? environment,
        ProgramHost host,
        List<Diagnostic> diagnostics)
    {
        var texts = facts.Texts;
        var (wanted, explained) = (new List<string>(), new List<string>());
        foreach (var secret in secrets)
        {
            if (host.Variable(secret.FileVariable) is not { Length: > 0 } file)
                wanted.Add(secret.Name);
            else if (FromFile(secret, Path.GetFullPath(file, host.Root), diagnostics) is { } text)
                texts = texts.Add(text);
            else
                explained.Add(secret.Name);
        }

        var own = new SecretsFile(host.Root, host.Variable);
        if (wanted.Count > 0)
        {
            var before = diagnostics.Count;
            texts = texts.AddRange(own.Read(definition, wanted, environment, diagnostics));
            if (diagnostics.Count > before)
                explained.AddRange(wanted);
        }

        return facts with { Texts = texts, SecretsFile = own.Location, Explained = [.. explained] };
    }

    private static ParameterText? FromFile(ParameterDefinition secret, string file, List<Diagnostic> diagnostics)
    {
        var reason = "it is empty";
        try
        {
            // Tools that write such files end them with a line break, which belongs to no secret.
            var text = File.ReadAllText(file);
            var value = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            if (value.Length > 0)
                return new ParameterText(secret.Name, value, "file of " + secret.FileVariable);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            reason = error.Message;
        }

        diagnostics.Add(ParameterDiagnostics.SecretFileUnusable(secret.Name, secret.FileVariable, file, reason));
        return null;
    }
}
