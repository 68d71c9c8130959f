namespace Pipeline.Sdk.Templates.Tests.Infrastructure;

/// <summary>Building the program takes a third of a minute: those that use it share one, one after the other.</summary>
[CollectionDefinition(nameof(GeneratedRepository))]
public sealed class SharedRepository : ICollectionFixture<GeneratedRepository>;
