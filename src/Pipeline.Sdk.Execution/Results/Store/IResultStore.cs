namespace Pipeline.Sdk.Execution.Results;

/// <summary>
/// Where results are kept: get and put by digest, results under the key of what they rest on, contents under the digest of themselves. A store on another
/// machine has these four, and nothing that uses a store knows more. Safe for use by many threads and processes.
/// </summary>
internal interface IResultStore
{
    /// <summary>The result under a key; null when there is none, or none that is whole.</summary>
    StoredResult? Get(string key);

    /// <summary>Keeps a result. Its contents must be there already.</summary>
    void Put(string key, StoredResult result);

    /// <summary>Copies a content to a place where nothing is yet. The copy is never a link, through which the store could be changed.</summary>
    /// <returns>Whether the content is there and is what its digest says.</returns>
    bool GetContent(string digest, string file);

    /// <summary>Keeps a content that lies in a file.</summary>
    /// <param name="digest">SHA-256 of the content.</param>
    /// <param name="file">The file, absolute.</param>
    /// <returns>Whether it is there now; false when the file turned out to hold another content.</returns>
    bool PutContent(string digest, string file);
}
