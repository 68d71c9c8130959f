using System.Collections.Immutable;

namespace Pipeline.Sdk.Generation.Setup;

/// <summary>What becomes of one workflow in one dialect, and what is to be set up for it.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Dialect">The dialect's name.</param>
/// <param name="File">The generated file.</param>
/// <param name="Capabilities">Its features.</param>
/// <param name="Setup">The list; what is urgent stands first.</param>
internal sealed record DialectReport(string Workflow, string Dialect, string File, ImmutableArray<Capability> Capabilities, ImmutableArray<SetupItem> Setup);
