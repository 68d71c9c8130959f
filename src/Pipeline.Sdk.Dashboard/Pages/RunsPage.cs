namespace Pipeline.Sdk.Dashboard;

/// <summary>Recent runs of pipelines, with their steps.</summary>
internal sealed class RunsPage(PageLayout layout, TimeProvider time)
{
    public Task WriteAsync(HttpContext context, IReadOnlyList<PipelineRun> runs) =>
        layout.WriteAsync(context, StatusCodes.Status200OK, "Pipeline runs", Html.Of($"""
            <h1>Pipeline runs</h1>
            {(runs.Count == 0 ? NothingYet() : Table(runs))}
            """));

    private Html Table(IReadOnlyList<PipelineRun> runs) => Html.Of($"""
        <section class="card">
        <table role="table">
        <caption class="unseen">Pipeline runs, newest first</caption>
        <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Run</th><th role="columnheader" scope="col">Targets</th><th role="columnheader" scope="col">Outcome</th><th role="columnheader" scope="col">Started</th><th role="columnheader" scope="col" class="number">Duration</th><th role="columnheader" scope="col">Who</th><th role="columnheader" scope="col">Steps</th></tr></thead>
        <tbody role="rowgroup">
        {Html.Join(runs.Select(Row))}</tbody>
        </table>
        </section>
        """);

    private Html Row(PipelineRun run) => Html.Of($"""
        <tr role="row" id="run-{run.Id}">
        <th role="rowheader" scope="row" data-label="Run"><span class="mono">{run.Id}</span>{Sub(run.Environment)}</th>
        <td role="cell" data-label="Targets">{string.Join(", ", run.Targets)}</td>
        <td role="cell" data-label="Outcome">{Parts.Badge(run.Outcome)}</td>
        <td role="cell" data-label="Started">{Parts.When(run.StartedAt, time.GetUtcNow())}</td>
        <td role="cell" data-label="Duration" class="number">{Words.Duration(run.DurationMs, run.StartedAt, run.FinishedAt)}</td>
        <td role="cell" data-label="Who">{run.Actor ?? "–"}{Sub(run.Host)}{Parts.Commit(run.Commit)}</td>
        <td role="cell" data-label="Steps" class="message">{Steps(run)}</td>
        </tr>

        """);

    private static Html Sub(string? text) => text is null ? Html.Empty : Html.Of($"""<span class="sub">{text}</span>""");

    private static Html Steps(PipelineRun run) => run.Steps.IsEmpty
        ? Html.Of($"""<span class="sub">–</span>""")
        : Html.Of($"""<details><summary>{Summary(run)}</summary><ol class="steps">{Html.Join(run.Steps.Select(step => StepItem(step, run.StartedAt)))}</ol></details>""");

    private static string Summary(PipelineRun run)
    {
        var steps = run.Steps.Length == 1 ? "1 step" : $"{run.Steps.Length} steps";
        var failed = run.Steps.Count(step => step.Outcome == "failed");
        return failed == 0 ? steps : $"{steps}, {failed} failed";
    }

    private static Html StepItem(RunStep step, DateTimeOffset started) => Html.Of($"""
        <li><span class="name">{step.Target}</span> {Parts.Badge(step.Outcome)} <span class="sub-inline">{Words.Duration(step.DurationMs, started, null)}</span>{Sub(step.Reason)}</li>
        """);

    private static Html NothingYet() => Html.Of($"""
        <section class="card empty">
        <h2>No pipeline run has been reported yet</h2>
        <p>Mark this service in its pipeline with <code>.IsDashboard()</code> and deploy it, or <code>POST /api/runs</code> with <code>Authorization: Bearer …</code> and a JSON body.</p>
        </section>
        """);
}
