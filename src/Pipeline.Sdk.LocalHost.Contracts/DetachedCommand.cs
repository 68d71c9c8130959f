namespace Pipeline.Sdk.LocalHost;

/// <summary>What to start detached.</summary>
/// <param name="Program">Absolute path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Variables">Its whole environment.</param>
/// <param name="WorkingFolder">Its current folder.</param>
/// <param name="LogPath">File that its output and errors are appended to.</param>
internal sealed record DetachedCommand(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Variables,
    string WorkingFolder,
    string LogPath);
