using System.Reflection;

namespace Pipeline.Sdk.Core.Tests.Authoring;

/// <summary>What Core shows to authors.</summary>
public class PublicSurfaceTests
{
    private static readonly Assembly Core = typeof(PipelineBuilder).Assembly;

    [Theory]
    [InlineData("Environment")]
    [InlineData("Task")]
    [InlineData("Version")]
    [InlineData("Host")]
    [InlineData("Thread")]
    [InlineData("File")]
    [InlineData("Path")]
    [InlineData("Directory")]
    public void No_public_type_takes_a_name_that_implicit_usings_bring(string name) =>
        Assert.DoesNotContain(Core.GetExportedTypes(), type => type.Name.Split('`')[0] == name);

    [Fact]
    public void Nothing_public_is_static_and_changeable()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;
        foreach (var type in Core.GetExportedTypes())
        {
            Assert.All(type.GetFields(Static), field => Assert.True(field.IsInitOnly || field.IsLiteral, $"{type}.{field.Name}"));
            Assert.All(type.GetProperties(Static), property => Assert.True(property.SetMethod is null && IsImmutable(property.PropertyType), $"{type}.{property.Name}"));
            Assert.Empty(type.GetEvents(Static));
        }
    }

    [Fact]
    public void No_static_field_of_any_type_can_be_assigned()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        // The compiler caches delegates of lambdas in fields of types of its own, and a measured assembly carries coverlet's counter.
        foreach (var type in Core.GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && type.Namespace?.StartsWith("Coverlet", StringComparison.Ordinal) != true))
            Assert.All(type.GetFields(Static), field => Assert.True(field.IsInitOnly || field.IsLiteral || field.Name.StartsWith('<'), $"{type}.{field.Name}"));
    }

    [Fact]
    public void Core_references_nothing_but_the_framework() =>
        Assert.All(Core.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    // A record whose properties are only set while it is made.
    private static bool IsImmutable(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public).All(property =>
        property.SetMethod is not { } set || set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
}
