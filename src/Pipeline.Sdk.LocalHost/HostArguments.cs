namespace Pipeline.Sdk.LocalHost;

/// <summary>The host's command line.</summary>
internal sealed record HostArguments(LocalHostPaths Paths, string SocketPath)
{
    private static readonly string[] Names = ["--state", "--environment", "--socket"];

    /// <exception cref="HostUsageException">An option is unknown, missing, or without a value.</exception>
    public static HostArguments Parse(string[] args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!Names.Contains(args[i]))
                throw new HostUsageException(HostErrors.Usage($"'{args[i]}' is not an option."));
            if (i + 1 == args.Length || args[i + 1].Length == 0)
                throw new HostUsageException(HostErrors.Usage($"'{args[i]}' has no value."));
            values[args[i]] = args[i + 1];
        }

        foreach (var name in Names.Where(name => !values.ContainsKey(name)))
            throw new HostUsageException(HostErrors.Usage($"'{name}' is missing."));
        return new HostArguments(new LocalHostPaths(values["--state"], values["--environment"]), Path.GetFullPath(values["--socket"]));
    }
}
