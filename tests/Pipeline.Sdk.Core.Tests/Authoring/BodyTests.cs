using System.Diagnostics.CodeAnalysis;
using Pipeline.Sdk.Definition;

namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>Every shape of work gives its output, or null where it has none.</summary>
[SuppressMessage("Reliability", "CA2012:Use ValueTasks correctly", Justification = "The value task is handed on as an author would.")]
public class BodyTests
{
    private readonly PipelineBuilder _build = Given.Pipeline();

    [Fact]
    public async Task Every_shape_of_work_gives_its_output()
    {
        var number = _build.Parameter("number", "A number", 20);
        _build.Target("Plain").Needs(number).Run((_, x) => x + 1);
        _build.Target("Task").Needs(number).Run((_, x) => Task.FromResult(x + 2));
        _build.Target("ValueTask").Needs(number).Run((_, x) => new ValueTask<int>(x + 3));
        _build.Target("Async").Needs(number).Run(async (_, x) =>
        {
            await Task.Yield();
            return x + 4;
        });
        _build.Target("Void").Needs(number).Run((_, x) => { });
        _build.Target("AsyncVoid").Run(async _ => await Task.Yield());
        _build.Target("NoWork").Run();

        var outputs = new List<object?>();
        foreach (var target in _build.ToDefinition().Targets)
            outputs.Add(target.Work is { } work ? await work(null!, new Values(20)) : "no work");

        Assert.Equal([21, 22, 23, 24, null, null, "no work"], outputs);
    }

    [Fact]
    public async Task Six_values_arrive_in_the_order_of_their_needs()
    {
        var draft = _build.Target("Six")
            .Needs(_build.Parameter("a", "", 1)).Needs(_build.Parameter("b", "", 2)).Needs(_build.Parameter("c", "", 3))
            .Needs(_build.Parameter("d", "", 4)).Needs(_build.Parameter("e", "", 5)).Needs(_build.Parameter("f", "", 6));
        draft.Run((_, a, b, c, d, e, f) => string.Join(' ', a, b, c, d, e, f));

        var work = _build.ToDefinition().Targets[0].Work;
        Assert.NotNull(work);
        Assert.Equal("1 2 3 4 5 6", await work(null!, new Defaults(_build.ToDefinition())));
    }

    [Fact]
    public async Task A_failure_is_thrown_as_it_is()
    {
        _build.Target("Now").Run(_ => throw new NotSupportedException("now"));
        _build.Target("Later").Run(async _ =>
        {
            await Task.Yield();
            throw new NotSupportedException("later");
        });

        foreach (var target in _build.ToDefinition().Targets)
            await Assert.ThrowsAsync<NotSupportedException>(async () => await target.Work!(null!, new Values(0)));
    }

    private sealed class Values(object value) : IValueReader
    {
        public T Read<T>(IValue<T> handle) => (T)value;

        public bool TryRead<T>(IValue<T> handle, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T found)
        {
            found = (T)value;
            return true;
        }
    }

    private sealed class Defaults(PipelineDefinition definition) : IValueReader
    {
        public T Read<T>(IValue<T> handle) => (T)definition.Parameters.Single(parameter => parameter.Handle == handle).Default!;

        public bool TryRead<T>(IValue<T> handle, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T found)
        {
            found = Read(handle);
            return true;
        }
    }
}
