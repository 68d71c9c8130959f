namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>Architecture, section 2: what the compiler refuses. Every refusal has a twin that compiles, so it fails for that reason alone.</summary>
public class WhatMustNotCompileTests
{
    [Fact]
    public void A_target_cannot_be_used_before_it_is_declared()
    {
        Compiles("""
            var a = build.Target("A").Run();
            var b = build.Target("B").DependsOn(a).Run();
            """);
        FailsWith("CS0841", """
            var b = build.Target("B").DependsOn(a).Run();
            var a = build.Target("A").Run();
            """);
    }

    [Fact]
    public void A_cycle_cannot_be_written()
    {
        Compiles("""
            Target a = build.Target("A").Run();
            Target b = build.Target("B").DependsOn(a).Run();
            """);
        FailsWith("CS0165", """
            Target b;
            Target a = build.Target("A").DependsOn(b).Run();
            b = build.Target("B").DependsOn(a).Run();
            """);
        FailsWith("CS0165", """
            Target a = build.Target("A").DependsOn(a).Run();
            """);
    }

    [Theory]
    [InlineData("DependsOn(a)")]
    [InlineData("Needs(a)")]
    [InlineData("Describe(\"too late\")")]
    [InlineData("ChangesEnvironment()")]
    [InlineData("Run()")]
    public void A_handle_has_no_methods_of_a_draft(string call)
    {
        Compiles($$"""
            var a = build.Target("A").Run(_ => 1);
            _ = build.Target("B").{{call}};
            """);
        FailsWith("CS1061", $$"""
            var a = build.Target("A").Run(_ => 1);
            var b = build.Target("B").Run();
            _ = b.{{call}};
            """);
    }

    [Fact]
    public void A_value_that_is_not_declared_cannot_be_read()
    {
        Compiles("""
            var version = build.Target("Version").Run(_ => "1.2.3");
            build.Target("Pack").Needs(version).Run((run, v) => run.Log.Info(v));
            """);
        FailsWith("CS1593", """
            var version = build.Target("Version").Run(_ => "1.2.3");
            build.Target("Pack").Run((run, v) => run.Log.Info(v));
            """);
    }

    [Theory]
    [InlineData("run.Get(version)", "CS1061")]
    [InlineData("run.Read(version)", "CS1061")]
    [InlineData("version.Value", "CS1061")]
    public void A_run_gives_no_value_by_its_handle(string expression, string code)
    {
        Compiles("""
            var version = build.Target("Version").Run(_ => "1.2.3");
            build.Target("Pack").Run(run => run.Log.Info(version.Name));
            """);
        FailsWith(code, $$"""
            var version = build.Target("Version").Run(_ => "1.2.3");
            build.Target("Pack").Run(run => run.Log.Info({{expression}}));
            """);
    }

    [Theory]
    [InlineData("(RunContext run, int v) => { }", "CS1661 CS1678")]
    [InlineData("(run, v) => v.NoSuchMember()", "CS1061")]
    [InlineData("(run, v) => { int number = v; }", "CS0029")]
    public void A_lambda_has_the_types_of_what_was_declared(string lambda, string code)
    {
        const string Declared = """
            var version = build.Target("Version").Run(_ => "1.2.3");
            build.Target("Pack").Needs(version).Run(
            """;
        Compiles(Declared + "(RunContext run, string v) => { });");
        FailsWith(code, Declared + lambda + ");");
    }

    [Theory]
    [InlineData("run => { }")]
    [InlineData("(run, a, b) => { }")]
    public void A_lambda_has_as_many_parameters_as_were_declared(string lambda)
    {
        Compiles("""
            var a = build.Parameter("a", "A", 1);
            build.Target("Pack").Needs(a).Run((run, a) => { });
            """);
        FailsWith("CS1593", $$"""
            var x = build.Parameter("a", "A", 1);
            build.Target("Pack").Needs(x).Run({{lambda}});
            """);
    }

    [Fact]
    public void A_target_without_an_output_is_nothing_to_need()
    {
        Compiles("""
            var a = build.Target("A").Run(run => 1);
            build.Target("B").Needs(a).Run((run, x) => { });
            """);
        FailsWith("CS0411", """
            var a = build.Target("A").Run(run => { });
            build.Target("B").Needs(a).Run((run, x) => { });
            """);
    }

    [Fact]
    public void A_seventh_value_does_not_fit()
    {
        const string Six = """
            var a = build.Parameter("a", "A", 1);
            var draft = build.Target("B").Needs(a).Needs(a).Needs(a).Needs(a).Needs(a).Needs(a);
            """;
        Compiles(Six + "draft.Run((run, a, b, c, d, e, f) => { });");
        FailsWith("CS1061", Six + "draft.Needs(a).Run((run, a, b, c, d, e, f, g) => { });");
    }

    [Theory]
    [InlineData("new object()")]
    public void A_parameter_is_of_a_type_that_can_be_parsed(string value)
    {
        Compiles("build.Parameter(\"a\", \"A\", new SemanticVersion(1, 0, 0));");
        Assert.NotEmpty(Compiled.Errors($"build.Parameter(\"a\", \"A\", {value});"));
    }

    [Fact]
    public void Nobody_else_makes_values_or_drafts()
    {
        FailsWith("CS0535", "class Own : IValue<int> { }");
        FailsWith("CS1729", "var draft = new TargetDraft();");
        FailsWith("CS1729", "var handle = new Target<int>();");
    }

    private static void Compiles(string source) => Assert.Empty(Compiled.Errors(source));

    private static void FailsWith(string codes, string source) => Assert.Equal(codes, string.Join(' ', Compiled.Errors(source)));
}
