namespace Pipeline.Sdk.Delivery;

/// <summary>The release that a rollout makes live.</summary>
/// <param name="Slot">The slot it runs in: the deployment's id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">Its digest.</param>
/// <param name="EntryPoint">The program to start.</param>
/// <param name="Folder">Its stored files, absolute.</param>
internal sealed record NewRelease(string Slot, string Version, string Digest, string EntryPoint, string Folder);
