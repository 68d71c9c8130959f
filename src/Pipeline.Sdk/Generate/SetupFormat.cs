namespace Pipeline.Sdk;

/// <summary>How <c>CiSetup</c> writes.</summary>
internal enum SetupFormat
{
    Text,
    Json,
    Markdown,
}
