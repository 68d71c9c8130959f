namespace Pipeline.Sdk;

/// <summary>The work of a target, reduced to one shape: reads its declared values, gives its output or null.</summary>
internal delegate ValueTask<object?> TargetWork(RunContext run, IValueReader values);

/// <summary>Turns every shape that an author may return into the one shape.</summary>
internal static class TargetBody
{
    // Each method looks first whether the work is already done: no state machine is compiled on that path.
    public static ValueTask<object?> Await(Task task)
    {
        return task.IsCompletedSuccessfully ? default : Slow(task);

        static async ValueTask<object?> Slow(Task task)
        {
            await task.ConfigureAwait(false);
            return null;
        }
    }

    public static ValueTask<object?> Await(ValueTask task) => Await(task.AsTask());

    public static ValueTask<object?> Await<T>(Task<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.GetAwaiter().GetResult()) : Slow(task);

        static async ValueTask<object?> Slow(Task<T> task) => await task.ConfigureAwait(false);
    }

    public static ValueTask<object?> Await<T>(ValueTask<T> task) => Await(task.AsTask());
}
