namespace Pipeline.Sdk;

/// <summary>A parameter's value in one leg of a job.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">Its value.</param>
internal sealed record MatrixValue(IValue Parameter, object Value);
