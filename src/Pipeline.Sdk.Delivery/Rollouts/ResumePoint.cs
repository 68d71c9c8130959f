using System.Collections.Immutable;

namespace Pipeline.Sdk.Delivery;

/// <summary>Where a deployment goes on whose engine was killed.</summary>
/// <param name="Deployment">Its id.</param>
/// <param name="Plan">Its steps.</param>
/// <param name="Index">The step that was announced last: it is done again.</param>
internal sealed record ResumePoint(string Deployment, ImmutableArray<RolloutStep> Plan, int Index);
