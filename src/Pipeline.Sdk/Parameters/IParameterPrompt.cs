using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Parameters;

/// <summary>Asks a person for values.</summary>
internal interface IParameterPrompt
{
    /// <summary>Asks until the answer can be read as a value of the parameter.</summary>
    /// <param name="parameter">What is missing; a secret is typed without echo.</param>
    /// <exception cref="PromptEndedException">The input ended.</exception>
    string Ask(ParameterDefinition parameter);
}
