namespace Pipeline.Sdk.DotNet.Tests.Infrastructure;

internal sealed class RecordingLog : IRunLog
{
    public List<string> Lines { get; } = [];

    public List<Annotation> Annotations { get; } = [];

    public void Info(string message) => Lines.Add(message);

    public void Detail(string message) => Lines.Add(message);

    public void Warn(string message) => Lines.Add(message);

    public void Annotate(Annotation annotation) => Annotations.Add(annotation);
}
