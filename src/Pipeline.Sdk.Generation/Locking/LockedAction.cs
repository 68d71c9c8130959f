namespace Pipeline.Sdk.Generation.Locking;

/// <summary>An action at one commit.</summary>
/// <param name="Name"><c>owner/name</c>.</param>
/// <param name="Version">The release whose commit it is, for people and for the bots that update it: <c>v7.0.1</c>.</param>
/// <param name="Commit">40 lower-case hexadecimal digits.</param>
internal sealed record LockedAction(string Name, string Version, string Commit);
