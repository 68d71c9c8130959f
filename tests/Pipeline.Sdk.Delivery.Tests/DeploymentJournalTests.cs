using System.Text;

namespace Pipeline.Sdk.Delivery.Tests;

public sealed class DeploymentJournalTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly DeploymentJournal _journal;

    public DeploymentJournalTests() => _journal = new DeploymentJournal(FilePath);

    private string FilePath => _machine.PathOf("journal.jsonl");

    [Fact]
    public void A_journal_that_was_never_written_is_empty() => Assert.Empty(_journal.Read());

    [Fact]
    public void What_was_appended_is_read_in_order_and_whole()
    {
        JournalEntry[] entries =
        [
            Entries.Entry("a", JournalStep.Begin),
            Entries.Entry("a", JournalStep.Failed, message: "it broke:\nline 2 \u2028 \"quoted\" é 💥"),
            Entries.Entry("b", JournalStep.Begin, "2.0.0", DeploymentKind.Rollback) with { Commit = null },
        ];
        foreach (var entry in entries)
            _journal.Append(entry);

        Assert.Equal(entries, _journal.Read());
        Assert.Equal(3, File.ReadAllLines(FilePath).Length);
    }

    [Fact]
    public void A_line_is_json_with_words_for_its_step_and_kind()
    {
        _journal.Append(Entries.Entry("a", JournalStep.ReadBack, kind: DeploymentKind.Rollback));

        Assert.Equal(
            """{"at":"2026-11-23T03:15:00+00:00","deployment":"a","step":"ReadBack","kind":"Rollback","service":"orders","version":"1.0.0","digest":"sha256:1.0.0","entryPoint":"Orders.dll","actor":"ada","commit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","runId":"run-of-a"}""" + "\n",
            File.ReadAllText(FilePath));
    }

    [Fact]
    public void Half_a_last_line_is_passed_over_and_closed_off_wherever_it_ends()
    {
        _journal.Append(Entries.Entry("a", JournalStep.Begin, message: "é"));
        var whole = File.ReadAllBytes(FilePath);
        var spare = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(whole).Replace("\"a\"", "\"half\"", StringComparison.Ordinal));

        // Every length but 0 and the whole line; the middle of a character is among them.
        for (var length = 1; length < spare.Length - 1; length++)
        {
            File.WriteAllBytes(FilePath, [.. whole, .. spare[..length]]);
            Assert.Equal(["a"], _journal.Read().Select(entry => entry.Deployment));

            _journal.Append(Entries.Entry("b", JournalStep.Begin));
            Assert.Equal(["a", "b"], _journal.Read().Select(entry => entry.Deployment));
        }
    }

    [Fact]
    public void A_last_line_that_lacks_only_its_end_counts()
    {
        _journal.Append(Entries.Entry("a", JournalStep.Begin));
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..^1]);

        _journal.Append(Entries.Entry("b", JournalStep.Begin));

        Assert.Equal(["a", "b"], _journal.Read().Select(entry => entry.Deployment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"at":"2026-11-23T03:15:00+00:00","deployment":"x","step":"Sideways","kind":"Deploy","service":"s","version":"1","digest":"d","entryPoint":"e","actor":"a","runId":"r"}""")]
    public void A_line_that_is_no_entry_is_passed_over(string line)
    {
        _journal.Append(Entries.Entry("a", JournalStep.Begin));
        File.AppendAllText(FilePath, line + "\n");
        _journal.Append(Entries.Entry("b", JournalStep.Begin));

        Assert.Equal(["a", "b"], _journal.Read().Select(entry => entry.Deployment));
    }

    [Fact]
    public void An_entry_is_on_disk_when_Append_returns_and_before_its_step_is_announced()
    {
        var local = _machine.Local();
        var seen = new List<(string Step, int Lines)>();
        var run = new RunContext
        {
            Target = "Deploy",
            Root = _machine.Checkout,
            StateFolder = "",
            StateHome = () => _machine.StateHome,
            Run = local.Run.Run,
            Log = _machine.Log,
            Processes = local.Run.Processes,
            Clock = TimeProvider.System,
            CancellationToken = CancellationToken.None,
            Checkpoint = step => seen.Add((step, File.ReadAllLines(Path.Combine(local.Folder, "journal.jsonl")).Length)),
        };
        var steps = new DeploymentSteps(LocalEnvironment.Of(run, _machine.Staging), _machine.Service("orders"), DeploymentKind.Deploy, "1.0.0", "sha256:1", "Orders.dll", needsSchema: null);

        steps.Write(JournalStep.Begin);
        steps.Write(JournalStep.Store);

        Assert.Equal([("Begin", 1), ("Store", 2)], seen);
    }

    [Fact]
    public void A_rollback_in_the_run_that_deployed_is_a_deployment_of_its_own()
    {
        var (local, service) = (_machine.Local(), _machine.Service("orders"));

        Assert.NotEqual(DeploymentSteps.Id(local, service, DeploymentKind.Deploy), DeploymentSteps.Id(local, service, DeploymentKind.Rollback));
    }

    public void Dispose() => _machine.Dispose();
}
