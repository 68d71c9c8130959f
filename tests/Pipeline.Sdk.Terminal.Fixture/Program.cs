using Pipeline.Sdk;

// A pipeline for a real terminal: what succeeds, what fails with output, and what goes on until it is cancelled.
var build = PipelineBuilder.Create(args);
build.Target("Quick").Run(async run =>
{
    await run.Tool("echo", "not shown").ConfigureAwait(false);
    run.Log.Info("said by itself");
});
build.Target("Broken").Run(async run =>
{
    await run.Tool("printf", @"\033[31mthe last thing it said\033[0m\n").ConfigureAwait(false);
    throw new StepFailedException("PIPE0000", "It is broken.");
});
build.Target("Endless").Run(async run =>
{
    run.Log.Info("waiting for ever");
    await Task.Delay(Timeout.Infinite, run.CancellationToken).ConfigureAwait(false);
});
build.Target("Deaf").Run(run => run.Tool("sh", "-c", "trap '' INT TERM HUP; echo $$ > deaf.pid; while :; do sleep 1000; done"));
build.Target("Stubborn").Run(run =>
{
    run.CancellationToken.Register(() => run.Log.Info("was asked to end"));
    run.Log.Info("hears nothing");
    Thread.Sleep(Timeout.Infinite);
});
build.Target("Loaded").Run(run =>
{
    foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        run.Log.Info("loaded: " + assembly.GetName().Name);
});
return build.Run();
