using CsCheck;
using Pipeline.Sdk.Generation.Files;

namespace Pipeline.Sdk.Generation;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Equal("", UnifiedDiff.Between("a.yml", "x\n", "x\n"));

    [Fact]
    public void A_new_file_comes_from_dev_null() =>
        Assert.Equal("--- /dev/null\n+++ b/a.yml\n@@ -0,0 +1,2 @@\n+x\n+y\n", UnifiedDiff.Between("a.yml", null, "x\ny\n"));

    [Fact]
    public void A_changed_line_stands_between_three_lines_of_context() =>
        Assert.Equal(
            "--- a/a.yml\n+++ b/a.yml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
            UnifiedDiff.Between("a.yml", Numbers(1, 9), Numbers(1, 9).Replace("5\n", "five\n", StringComparison.Ordinal)));

    [Fact]
    public void Changes_that_are_far_apart_are_two_hunks() =>
        Assert.Equal(
            "--- a/a.yml\n+++ b/a.yml\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -17,4 +18,3 @@\n 17\n 18\n 19\n-20\n",
            UnifiedDiff.Between("a.yml", Numbers(1, 20), "0\n" + Numbers(1, 19)));

    [Fact]
    public void Changes_whose_contexts_touch_are_one_hunk() =>
        Assert.Equal(
            "--- a/a.yml\n+++ b/a.yml\n@@ -1,8 +1,6 @@\n-1\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n",
            UnifiedDiff.Between("a.yml", Numbers(1, 8), Numbers(2, 7)));

    [Fact]
    public void A_missing_line_end_is_said() =>
        Assert.Equal(
            "--- a/a.yml\n+++ b/a.yml\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n",
            UnifiedDiff.Between("a.yml", "x", "x\n"));

    [Fact]
    public void Applying_a_diff_to_the_old_text_gives_the_new_one() =>
        Gen.Select(Texts, Texts).Sample((old, @new) => Assert.Equal(@new, Patch.Apply(old, UnifiedDiff.Between("a", old, @new))), iter: 5_000);

    private static Gen<string> Texts { get; } =
        Gen.Char["abcd"].Array[0, 40].Select(lines => string.Concat(lines.Select(line => $"{line}\n")));

    private static string Numbers(int from, int to) => string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"{number}\n"));
}
