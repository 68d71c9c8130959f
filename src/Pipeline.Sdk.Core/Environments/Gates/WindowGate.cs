using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>Opens while one of its windows is open.</summary>
internal sealed class WindowGate(ImmutableArray<DeploymentWindow> windows) : IGate
{
    public ImmutableArray<DeploymentWindow> Windows { get; } = windows;

    public string Name => "window " + string.Join(" or ", Windows);

    public ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken)
    {
        foreach (var window in Windows)
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var zone))
                return ValueTask.FromResult(GateAnswer.Refuse($"The time zone '{window.TimeZone}' of its window is not known on this machine. Write an IANA name, such as Europe/Berlin or UTC."));
            if (window.IsOpen(question.Now, zone))
                return ValueTask.FromResult(GateAnswer.Open);
        }

        return ValueTask.FromResult(GateAnswer.Refuse($"It is {GateText.Time(question.Now)}, outside of its {Name}."));
    }
}
