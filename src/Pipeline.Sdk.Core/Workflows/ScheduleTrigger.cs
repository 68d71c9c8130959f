namespace Pipeline.Sdk;

/// <summary>Starts a workflow by the clock.</summary>
/// <param name="Cron">Five fields in UTC, as <c>crontab(5)</c> writes them: <c>30 3 * * 1</c> is Monday, half past three.</param>
/// <param name="Branch">The branch it runs on. GitHub always takes the default branch, so this must be it.</param>
/// <param name="OnlyWhenChanged">Whether a run is left out when nothing was pushed since the last one. Only Azure Pipelines can.</param>
public sealed record ScheduleTrigger(string Cron, string Branch = "main", bool OnlyWhenChanged = false);
