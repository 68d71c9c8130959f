using System.Data.Common;

namespace Pipeline.Sdk.Dashboard;

/// <summary>Whether this version can work with the database: it compiles the very columns it reads. It never creates any.</summary>
internal sealed class SchemaCheck(DashboardDatabase database)
{
    private static readonly string[] Probes =
    [
        $"SELECT {DeploymentStore.Columns} FROM deployments LIMIT 1",
        $"SELECT {RunStore.Columns} FROM runs LIMIT 1",
        "SELECT environment, outcome, reached FROM deployment_outcomes LIMIT 1",
    ];

    /// <summary>Why it cannot; null when it can.</summary>
    public string? FindProblem()
    {
        try
        {
            using var connection = database.Open();
            foreach (var probe in Probes)
            {
                using var command = connection.CreateCommand();
                command.CommandText = probe;
                command.ExecuteScalar();
            }

            return null;
        }
        catch (DbException failure)
        {
            return database.Explain(failure);
        }
    }
}
