using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>Which <c>Run</c> the compiler picks: the static type of the handle says whether there is an output, and of which type.</summary>
[SuppressMessage("Reliability", "CA2012:Use ValueTasks correctly", Justification = "The value task is handed on as an author would.")]
[SuppressMessage("Style", "IDE0022", Justification = "The bodies are the cases.")]
public class OverloadTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();
    private int _count;

    private TargetDraft Next => _build.Target("T" + _count++);

    [Fact]
    public void Work_without_a_result_gives_a_target()
    {
        Is<Target>(Next.Run());
        Is<Target>(Next.Run(run => run.Log.Info("x")));
        Is<Target>(Next.Run(run => { }));
        Is<Target>(Next.Run(run => Task.CompletedTask));
        Is<Target>(Next.Run(run => ValueTask.CompletedTask));
        Is<Target>(Next.Run(async run => await Task.Yield()));
        Is<Target>(Next.Run(async run => { await Task.Yield(); }));
        Is<Target>(Next.Run(Nothing));
        Is<Target>(Next.Run(NothingLater));
    }

    [Fact]
    public void Work_with_a_result_gives_a_target_with_that_output()
    {
        Is<Target<int>>(Next.Run(run => 5));
        Is<Target<string>>(Next.Run(run => { return run.Target; }));
        Is<Target<int>>(Next.Run(run => Task.FromResult(5)));
        Is<Target<int>>(Next.Run(run => new ValueTask<int>(5)));
        Is<Target<ToolResult>>(Next.Run(run => run.Tool("dotnet", "--version")));
        Is<Target<int>>(Next.Run(async run => await Task.FromResult(5)));
        Is<Target<int>>(Next.Run(async run =>
        {
            await Task.Yield();
            return 5;
        }));
        Is<Target<int>>(Next.Run(Number));
        Is<Target<int>>(Next.Run(NumberLater));
    }

    [Fact]
    public void Work_that_only_throws_gives_a_target()
    {
        Is<Target>(Next.Run(run => throw new NotSupportedException()));
        Is<Target>(Next.Run(run => { throw new NotSupportedException(); }));
        Is<Target>(Next.Run(async run =>
        {
            await Task.Yield();
            throw new NotSupportedException();
        }));
        Is<Target>(Next.Needs(_build.SelectedEnvironment).Run((run, environment) => throw new NotSupportedException()));
    }

    [Fact]
    public void The_same_holds_with_one_to_six_values()
    {
        var a = _build.Parameter("a", "A", 1);
        var b = _build.Parameter("b", "B", "x");

        Is<Target>(Next.Needs(a).Run((run, x) => { }));
        Is<Target>(Next.Needs(a).Run((run, x) => Task.CompletedTask));
        Is<Target>(Next.Needs(a).Run((run, x) => ValueTask.CompletedTask));
        Is<Target>(Next.Needs(a).Run(async (run, x) => await Task.Yield()));
        Is<Target<int>>(Next.Needs(a).Run((run, x) => x));
        Is<Target<int>>(Next.Needs(a).Run((run, x) => Task.FromResult(x)));
        Is<Target<int>>(Next.Needs(a).Run((run, x) => new ValueTask<int>(x)));
        Is<Target<string>>(Next.Needs(a).Needs(b).Run(async (run, x, y) => await Task.FromResult(y + x)));
        Is<Target>(Next.Needs(a).Needs(b).Needs(a).Run((run, x, y, z) => ValueTask.CompletedTask));
        Is<Target<string>>(Next.Needs(a).Needs(b).Needs(a).Run((run, x, y, z) => y));
        Is<Target>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Run(async (run, p, q, r, s) => await Task.Yield()));
        Is<Target<string>>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Run((run, p, q, r, s) => new ValueTask<string>(q + s)));
        Is<Target>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Needs(a).Run((run, p, q, r, s, t) => Task.CompletedTask));
        Is<Target<int>>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Needs(a).Run((run, p, q, r, s, t) => p + r + t));
        Is<Target>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Needs(a).Needs(b).Run((run, p, q, r, s, t, u) => { }));
        Is<Target<string>>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Needs(a).Needs(b).Run((run, p, q, r, s, t, u) => Task.FromResult(u)));
        Is<Target>(Next.Needs(a).Needs(b).Needs(a).Needs(b).Needs(a).Needs(b).Run((run, p, q, r, s, t, u) => throw new NotSupportedException()));
    }

    [Fact]
    public void Edges_between_needs_and_run_keep_the_lambdas_parameters()
    {
        var a = _build.Target("A").Run(_ => 5);
        var b = _build.Target("B").Run(_ => "x");

        Is<Target<int>>(Next.Needs(a).DependsOn(b).Describe("text").ChangesEnvironment().Run((run, x) => x));
        Is<Target<string>>(Next.DependsOn(a).Needs(a).DependsOn(b).Needs(b).Describe("text").Run((run, x, y) => y + x));
        Is<Target>(Next.Needs(a).Needs(b).Needs(a).DependsOn(a, b).Needs(b).Describe("text").Run((run, p, q, r, s) => { }));
    }

    [Fact]
    public void Every_kind_of_value_can_be_needed()
    {
        var output = _build.Target("A").Run(_ => new List<int> { 1 });
        var parameter = _build.Parameter("limit", "Limit", TimeSpan.FromMinutes(1));
        var secret = _build.Secret("key", "Key");

        Is<Target<string>>(_build.Target("B").Needs(output).Needs(parameter).Needs(secret).Needs(_build.SelectedEnvironment)
            .Run((run, list, limit, key, environment) => $"{list.Count} {limit.TotalSeconds} {key.Reveal()} {environment.Name}"));
    }

    private static void Is<T>(T handle)
        where T : Target
    {
        // The type argument is what the compiler inferred unless the test says it, and then it must be no wider than the real one.
        Assert.Equal(typeof(T), handle.GetType());
    }

    private static void Nothing(RunContext run)
    {
    }

    private static Task NothingLater(RunContext run) => Task.CompletedTask;

    private static int Number(RunContext run) => 5;

    private static Task<int> NumberLater(RunContext run) => Task.FromResult(5);
}
