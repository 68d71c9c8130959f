namespace Pipeline.Sdk;

/// <summary>A manual trigger, or a call from another workflow, while it is being described. Every step returns a new draft.</summary>
public sealed class ManualDraft
{
    internal ManualDraft(ManualTrigger trigger) => Trigger = trigger;

    internal ManualTrigger Trigger { get; }

    /// <summary>Asks for a parameter's value. What is left empty has the parameter's default.</summary>
    /// <typeparam name="T">Type of the parameter.</typeparam>
    /// <param name="parameter">A parameter of this pipeline; jobs whose targets read it get the value.</param>
    public ManualDraft Input<T>(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(Trigger with { Inputs = Trigger.Inputs.Add(parameter) });
    }
}
