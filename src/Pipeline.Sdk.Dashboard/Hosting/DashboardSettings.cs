namespace Pipeline.Sdk.Dashboard;

/// <summary>What the environment variables say.</summary>
internal sealed record DashboardSettings
{
    /// <summary><c>DASHBOARD_DB</c>: the path of a SQLite database, or the connection string of a PostgreSQL one (with <c>Host=</c>). The pipeline's migrations create the schema.</summary>
    public required string Database { get; init; }

    /// <summary><c>DASHBOARD_REPORT_TOKEN</c>: what a reporter must present; without it nothing can be reported.</summary>
    public string? ReportToken { get; init; }

    /// <summary><c>PIPELINE_RELEASE_VERSION</c>: what the host believes to have started; only compared with what was compiled in.</summary>
    public string? ReleaseVersion { get; init; }

    /// <summary><c>PIPELINE_RELEASE_DIGEST</c>.</summary>
    public string? ReleaseDigest { get; init; }

    /// <summary><c>PIPELINE_INSTANCE</c>.</summary>
    public string? Instance { get; init; }

    /// <summary><c>PIPELINE_ENVIRONMENT</c>: where this dashboard itself runs.</summary>
    public string? Environment { get; init; }

    /// <summary>Reads the variables; null when the one that is required is missing.</summary>
    public static DashboardSettings? From(Func<string, string?> variable)
    {
        if (Value("DASHBOARD_DB") is not { } database) return null;

        return new DashboardSettings
        {
            Database = database,
            ReportToken = Value("DASHBOARD_REPORT_TOKEN"),
            ReleaseVersion = Value("PIPELINE_RELEASE_VERSION"),
            ReleaseDigest = Value("PIPELINE_RELEASE_DIGEST"),
            Instance = Value("PIPELINE_INSTANCE"),
            Environment = Value("PIPELINE_ENVIRONMENT"),
        };

        string? Value(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
    }
}
