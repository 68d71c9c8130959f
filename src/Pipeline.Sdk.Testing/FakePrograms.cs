using System.Collections.Concurrent;
using Pipeline.Sdk.Execution;

namespace Pipeline.Sdk.Testing;

/// <summary>The programs of a test: no other is ever started.</summary>
internal sealed class FakePrograms
{
    private readonly ConcurrentDictionary<string, Func<ProgramCall, ProgramAnswer>> _programs = new(StringComparer.Ordinal);

    /// <summary>What was started, in order.</summary>
    public ConcurrentQueue<ProgramCall> Calls { get; } = new();

    public void Add(string name, Func<ProgramCall, ProgramAnswer> answer) => _programs[name] = answer;

    public IProcessRunner For(string target, IProcessLog log) => new Runner(this, target, log);

    private sealed class Runner(FakePrograms programs, string target, IProcessLog log) : IProcessRunner
    {
        public Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var call = new ProgramCall(target, command);
            programs.Calls.Enqueue(call);
            log.Detail("$ " + command);
            if (!programs._programs.TryGetValue(call.Program, out var answers))
                throw TestingErrors.UnknownProgram(call, programs._programs.Keys);

            var answer = answers(call);
            foreach (var line in Lines(answer.StandardOutput).Concat(Lines(answer.StandardError)))
                Write(command, line);
            log.Command(command.ToString(), answer.ExitCode, answer.Duration, command.Name);
            return answer.ExitCode == 0 || !command.MustSucceed
                ? Task.FromResult(new ToolResult(answer.ExitCode, answer.StandardOutput, answer.StandardError, answer.Duration))
                : throw ProcessErrors.NonZeroExit(command, command.ToString(), answer.ExitCode, answer.StandardError.TrimEnd());
        }

        private void Write(ToolCommand command, string line)
        {
            if (command.ShowsOutput)
                log.Output(line);
            else
                log.Detail(line);
        }

        private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
