namespace Pipeline.Sdk;

/// <summary>Lets a while pass between the order and the deed, in which one can change one's mind.</summary>
internal sealed class WaitTimerGate(TimeSpan wait) : IGate
{
    public string Name => $"wait {GateText.Duration(wait)}";

    public ValueTask<GateAnswer> AskAsync(GateQuestion question, CancellationToken cancellationToken)
    {
        var until = question.Run.StartedAt + wait;
        return ValueTask.FromResult(question.Now >= until ? GateAnswer.Open : GateAnswer.Wait(until));
    }
}
