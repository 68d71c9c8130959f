using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Migrations;

/// <summary>The targets of one database.</summary>
internal sealed class MigrationTargetSet(PipelineBuilder build, string name, Database database, string folder, MigrateOptions options, string file, int line)
{
    // Options of two databases must not share a name: MigrateOrders has --migrate-orders-version.
    private readonly string _option = Names.Option(name);

    public Target<MigrationReport> Declare(IReadOnlyList<Target> after)
    {
        var version = build.Parameter($"{_option}-version", $"The schema version that {name}Down goes back to, or that {name}Baseline takes the database for", -1L, file: file, line: line);
        var versions = build.ListParameter<long>($"{_option}-repair", $"The versions that {name}Repair may repair", file: file, line: line);
        var reason = build.Parameter($"{_option}-reason", $"Why {name}Repair is right; it is kept in the database", "", file: file, line: line);

        var migrate = Changing(name, $"Brings {database.Name} of an environment to the newest schema: all of a script, or nothing of it", after,
            (run, work) => MigrationWork.MigrateAsync(run, work, options.Contract));
        Changing(name + "Contract", $"Applies the contract steps of {database.Name} that have waited", [], (run, work) => MigrationWork.MigrateAsync(run, work, ContractSteps.Run));
        Reading(name + "Plan", $"Shows what {name} would do to {database.Name}: scripts, phases, locks, sizes, lint findings", MigrationWork.PlanAsync);
        Reading(name + "Rehearse", $"Tries the pending scripts of {database.Name} on a copy, there and back and there again, and compares", MigrationWork.RehearseAsync);
        Reading(name + "Script", $"Writes what is pending for {database.Name} as SQL for a person to run", MigrationWork.ScriptAsync);
        build.Target(name + "Lint", file, line)
            .Describe($"Checks the scripts of {database.Name} for what hurts on a running system; needs no database")
            .Run(run => MigrationWork.Lint(run, folder, options, database));

        var down = Draft(name + "Down", $"Undoes schema versions of {database.Name}, newest first, down to --{_option}-version", []).ChangesEnvironment().Needs(build.SelectedEnvironment).Needs(version);
        var baseline = Draft(name + "Baseline", $"Takes over {database.Name} as it is, at --{_option}-version, without running anything", []).ChangesEnvironment().Needs(build.SelectedEnvironment).Needs(version);
        var repair = Draft(name + "Repair", $"Brings the list of {database.Name} back into agreement with the folder, for --{_option}-repair", []).ChangesEnvironment().Needs(build.SelectedEnvironment).Needs(versions).Needs(reason);
        Changing(name + "Adopt", $"Takes over {database.Name} with the list that another tool has kept in it, without running anything", [], MigrationWork.AdoptAsync);
        if (database.EngineValue is { } engine)
        {
            down.Needs(engine).Run((run, environment, to, e) => MigrationWork.DownAsync(run, Work(environment, e, null), to, _option));
            baseline.Needs(engine).Run((run, environment, to, e) => MigrationWork.BaselineAsync(run, Work(environment, e, null), to, _option));
            repair.Needs(engine).Run((run, environment, which, why, e) => MigrationWork.RepairAsync(run, Work(environment, e, null), which, why, _option));
        }
        else if (database.Connection is { } connection)
        {
            down.Needs(connection).Run((run, environment, to, c) => MigrationWork.DownAsync(run, Work(environment, DatabaseEngine.Postgres, c), to, _option));
            baseline.Needs(connection).Run((run, environment, to, c) => MigrationWork.BaselineAsync(run, Work(environment, DatabaseEngine.Postgres, c), to, _option));
            repair.Needs(connection).Run((run, environment, which, why, c) => MigrationWork.RepairAsync(run, Work(environment, DatabaseEngine.Postgres, c), which, why, _option));
        }
        else
        {
            down.Run((run, environment, to) => MigrationWork.DownAsync(run, Work(environment, database.FixedEngine, null), to, _option));
            baseline.Run((run, environment, to) => MigrationWork.BaselineAsync(run, Work(environment, database.FixedEngine, null), to, _option));
            repair.Run((run, environment, which, why) => MigrationWork.RepairAsync(run, Work(environment, database.FixedEngine, null), which, why, _option));
        }

        return migrate;
    }

    private TargetDraft Draft(string target, string description, IReadOnlyList<Target> after) => build.Target(target, file, line).Describe(description).DependsOn([.. after]);

    private Target<T> Changing<T>(string target, string description, IReadOnlyList<Target> after, Func<RunContext, MigrationWorkItem, Task<T>> body) =>
        Bind(Draft(target, description, after).ChangesEnvironment().Needs(build.SelectedEnvironment), body);

    private void Reading<T>(string target, string description, Func<RunContext, MigrationWorkItem, Task<T>> body) =>
        Bind(Draft(target, description, []).Needs(build.SelectedEnvironment), body);

    private Target<T> Bind<T>(TargetDraft<DeploymentEnvironment> draft, Func<RunContext, MigrationWorkItem, Task<T>> body) =>
        database.EngineValue is { } engine ? draft.Needs(engine).Run((run, environment, e) => body(run, Work(environment, e, null)))
        : database.Connection is { } connection ? draft.Needs(connection).Run((run, environment, c) => body(run, Work(environment, DatabaseEngine.Postgres, c)))
        : draft.Run((run, environment) => body(run, Work(environment, database.FixedEngine, null)));

    private MigrationWorkItem Work(DeploymentEnvironment environment, DatabaseEngine engine, SecretText? connection) =>
        new(database, engine, connection, environment, folder, options);
}
