using System.Diagnostics;

namespace Pipeline.Sdk.LocalHost.Supervision;

/// <summary>
/// The span that ordered a start, as W3C Trace Context has it. Told to the processes of that order and never written down: what is started again, by this host or
/// the next, is no part of that trace.
/// </summary>
/// <param name="Parent">The value of <c>traceparent</c>.</param>
/// <param name="State">The value of <c>tracestate</c>; empty for none.</param>
internal sealed record TraceContext(string Parent, string State)
{
    public const string ParentVariable = "TRACEPARENT";
    public const string StateVariable = "TRACESTATE";

    /// <summary>What the headers of an order say; null when they say nothing, or nothing that a service could read.</summary>
    public static TraceContext? Of(HttpRequest order)
    {
        var (parent, state) = (order.Headers.TraceParent.ToString(), order.Headers.TraceState.ToString());
        return ActivityContext.TryParse(parent, state, out _) ? new TraceContext(parent, state) : null;
    }

    /// <summary>Puts it into the headers of a request.</summary>
    public void AddTo(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("traceparent", Parent);
        if (State.Length > 0)
            request.Headers.TryAddWithoutValidation("tracestate", State);
    }
}
