using System.Collections.Immutable;

namespace Pipeline.Sdk;

/// <summary>A container that a job runs in, or beside it.</summary>
public sealed record JobContainer
{
    /// <summary>The name; for a service it is also the host that a job in a container reaches it by.</summary>
    public required string Name { get; init; }

    /// <summary>The image, by its digest: <c>postgres:17@sha256:…</c>.</summary>
    public required string Image { get; init; }

    /// <summary>Environment variables inside.</summary>
    public ImmutableSortedDictionary<string, string> Variables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Ports that the job reaches on <c>localhost</c> by the same number.</summary>
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>The command that succeeds once the service is ready, or null: <c>pg_isready</c>.</summary>
    public string? HealthCommand { get; init; }

    /// <summary>PostgreSQL as a service on port 5432, ready before the job's targets start.</summary>
    /// <param name="image">The image, by its digest.</param>
    /// <param name="password">The password of <c>postgres</c>; the database lives as long as the job and is reached from there only.</param>
    public static JobContainer PostgreSql(string image, string password = "postgres") => new()
    {
        Name = "postgres",
        Image = image,
        Variables = ImmutableSortedDictionary<string, string>.Empty.Add("POSTGRES_PASSWORD", password),
        Ports = [5432],
        HealthCommand = "pg_isready --username postgres",
    };
}
