namespace Pipeline.Sdk.Definition;

/// <summary>A parameter that names a result which was made before: when it is given, that result takes the place of running a target.</summary>
internal sealed record ResultSubstitute
{
    /// <summary>The parameter; an empty text names nothing.</summary>
    public required Parameter<string> Parameter { get; init; }

    /// <summary>The service whose release it names, for gates that go by the release.</summary>
    public required string Service { get; init; }

    /// <summary>The target whose output is replaced.</summary>
    public required Target Target { get; init; }

    /// <summary>Finds what a text names.</summary>
    public required Func<SubstituteQuestion, SubstituteAnswer> Find { get; init; }
}
