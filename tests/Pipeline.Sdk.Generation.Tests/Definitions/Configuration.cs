namespace Pipeline.Sdk.Generation.Definitions;

internal enum Configuration
{
    Debug,
    Release,
}
