namespace MyLibrary;

/// <summary>A friendly word.</summary>
public static class Greeting
{
    /// <summary>Greets somebody by name.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static string To(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return $"Hello, {name}.";
    }
}
