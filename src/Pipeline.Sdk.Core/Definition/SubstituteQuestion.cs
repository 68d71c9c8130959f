using System.Collections.Immutable;

namespace Pipeline.Sdk.Definition;

/// <summary>What is asked of a <see cref="ResultSubstitute"/>.</summary>
/// <param name="Wanted">The parameter's text.</param>
/// <param name="Environment">The selected environment.</param>
/// <param name="Environments">All environments, in the order of promotion.</param>
/// <param name="StateHome">Where the environments of the checkout keep their state, absolute.</param>
internal sealed record SubstituteQuestion(string Wanted, DeploymentEnvironment Environment, ImmutableArray<DeploymentEnvironment> Environments, string StateHome);
