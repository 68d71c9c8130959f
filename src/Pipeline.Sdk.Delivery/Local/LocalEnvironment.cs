using System.Collections.Immutable;
using System.Security.Cryptography;
using Pipeline.Sdk.Execution;
using Pipeline.Sdk.LocalHost;

namespace Pipeline.Sdk.Delivery;

/// <summary>One environment on this machine: its folders, its journal, and the way to its host.</summary>
internal sealed class LocalEnvironment
{
    public const string JournalFile = "journal.jsonl";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private LocalEnvironment(RunContext run, DeploymentEnvironment environment, ThisMachine runtime)
    {
        Run = run;
        Environment = environment;
        Runtime = runtime;
        Folder = run.EnvironmentFolder(environment);
        Journal = new DeploymentJournal(Path.Combine(Folder, JournalFile));
        Releases = new ReleaseStore(Path.Combine(Folder, "releases"));
        Records = new ReleaseRecords(Folder);
    }

    public RunContext Run { get; }

    public DeploymentEnvironment Environment { get; }

    public ThisMachine Runtime { get; }

    /// <summary>The environment's folder, absolute, outside of the checkout.</summary>
    public string Folder { get; }

    public DeploymentJournal Journal { get; }

    public ReleaseStore Releases { get; }

    public ReleaseRecords Records { get; }

    /// <summary>The environment on this machine.</summary>
    /// <exception cref="StepFailedException">It has no runtime.</exception>
    public static LocalEnvironment Of(RunContext run, DeploymentEnvironment environment)
    {
        if (environment.Runtime is not ThisMachine runtime)
            throw DeliveryErrors.NoRuntime(environment.Name);

        var local = new LocalEnvironment(run, environment, runtime);
        PrivateFolder.Create(local.Folder);
        return local;
    }

    /// <summary>Takes the environment for this run.</summary>
    public EnvironmentLock Lock() => EnvironmentLock.Take(Folder, Environment.Name, Run);

    /// <summary>A client of the host; the host is started when none runs.</summary>
    public Task<LocalHostClient> StartHostAsync() => StartHostAsync(Run.CancellationToken);

    /// <summary>The same, with another end than the run's: what must be brought to its end is not cancelled with the run.</summary>
    public Task<LocalHostClient> StartHostAsync(CancellationToken cancellationToken)
    {
        var options = new LocalHostOptions { ProgramFolder = HostProgramFolder(), KeepCiTracking = Runtime.EndsWithCiJob, IsGuarded = !Runtime.EndsWithCiJob };
        return Host().EnsureStartedAsync(options, cancellationToken);
    }

    /// <summary>The folder of the host's program, beside the build program.</summary>
    /// <exception cref="StepFailedException">It is not there.</exception>
    public string HostProgramFolder()
    {
        var program = Path.Combine(Run.ProgramFolder, "localhost");
        return File.Exists(Path.Combine(program, LocalHostOptions.ProgramFile)) ? program : throw DeliveryErrors.LocalHostMissing(program);
    }

    /// <summary>A client of the host, or null when none runs.</summary>
    public Task<LocalHostClient?> FindHostAsync() => Host().TryConnectAsync(Run.CancellationToken);

    /// <summary>What the journal tells of a service.</summary>
    public DeploymentHistory History(Service service) => new(Journal.Read(), service.Name);

    /// <summary>The variables of a service's instances: the environment's, then its own. Of two with one name the later one counts.</summary>
    public ImmutableDictionary<string, string> VariablesOf(Service service)
    {
        var context = new ServiceContext(this);
        var variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Run.EnvironmentVariables())
            variables[name] = value;
        foreach (var variable in service.Variables)
            variables[variable.Name] = variable.Value(context);
        return variables.ToImmutable();
    }

    /// <summary>A token of this environment; made when it is first asked for.</summary>
    public string Token(string name)
    {
        var folder = Path.Combine(Folder, "tokens");
        PrivateFolder.Create(folder);
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            // Written beside its place first: a full disk or a kill must not leave an empty token, which would be kept for ever.
            var temporary = path + ".new";
            File.Delete(temporary);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            using (var writer = new StreamWriter(temporary, options))
                writer.Write(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
            File.Move(temporary, path);
        }

        return File.ReadAllText(path).Trim();
    }

    private LocalHostProcess Host() => new(new LocalHostPaths(Folder, Environment.Name), Run.Clock);
}
