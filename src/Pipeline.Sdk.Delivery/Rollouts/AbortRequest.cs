namespace Pipeline.Sdk.Delivery;

/// <summary>How one run asks another one, which holds the environment, to take its deployment back: a file in the environment's folder.</summary>
internal sealed class AbortRequest(string folder)
{
    private string FilePath => Path.Combine(folder, "deploy.abort");

    /// <summary>Asks.</summary>
    /// <param name="who">Who asks, for the journal of the other one.</param>
    public void Write(string who)
    {
        // Whole or not at all: the other run reads it at any moment.
        File.WriteAllText(FilePath + ".new", who);
        File.Move(FilePath + ".new", FilePath, overwrite: true);
    }

    /// <summary>Forgets what was asked of an earlier deployment. The environment's lock is held.</summary>
    public void Clear() => File.Delete(FilePath);

    /// <summary>Who has asked, or null.</summary>
    public string? Read()
    {
        try
        {
            return File.Exists(FilePath) ? File.ReadAllText(FilePath) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <exception cref="GateRefusedException">Somebody has asked.</exception>
    public void ThrowIfAsked(string deployment)
    {
        if (Read() is { } who)
            throw DeliveryErrors.Aborted(deployment, who);
    }
}
