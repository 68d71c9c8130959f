namespace Pipeline.Sdk.Generation.Setup;

/// <summary>Something to set up in a CI system by hand.</summary>
/// <param name="Kind">What: <c>environment</c>, <c>secret</c>, <c>variable group</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Action">What to do, in a sentence.</param>
/// <param name="IsUrgent">Whether the workflow is unsafe until it is done: these come first.</param>
internal sealed record SetupItem(string Kind, string Name, string Action, bool IsUrgent = false);
