namespace Pipeline.Sdk.Delivery;

/// <summary>An environment variable of a service's instances.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Makes its value for one environment.</param>
internal sealed record ServiceVariable(string Name, Func<ServiceContext, string> Value);
