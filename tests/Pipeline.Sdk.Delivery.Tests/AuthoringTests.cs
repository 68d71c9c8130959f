using Pipeline.Sdk.Migrations;

namespace Pipeline.Sdk.Delivery.Tests;

public sealed class AuthoringTests : IDisposable
{
    private readonly Machine _machine = new();

    [Theory]
    [InlineData("Deploy", "Rollback", "Status", "Stop")]
    [InlineData("DeployOrders", "RollbackOrders", "StatusOrders", "StopOrders")]
    [InlineData("GoLive", "RollbackGoLive", "StatusGoLive", "StopGoLive")]
    public void A_deployment_brings_its_companions(string name, string rollback, string status, string stop)
    {
        _machine.Build.Deploy(name, _machine.Service("orders"));

        Assert.Equal(["Package", name, rollback, status, stop], _machine.Build.ToDefinition().Targets.Select(target => target.Name));
    }

    [Fact]
    public void Everything_but_Status_changes_the_environment_and_all_of_them_need_it()
    {
        _machine.Build.Deploy("Deploy", _machine.Service("orders"));

        var targets = _machine.Build.ToDefinition().Targets.Skip(1).ToList();
        Assert.Equal(["Deploy", "Rollback", "Stop"], targets.Where(target => target.ChangesEnvironment).Select(target => target.Name));
        Assert.All(targets, target => Assert.Contains(_machine.Build.SelectedEnvironment, target.Needs));
        Assert.All(targets, target => Assert.NotEmpty(target.Description));
    }

    [Fact]
    public void The_result_of_a_package_rests_on_the_scripts_of_the_schema_that_it_records()
    {
        var build = PipelineBuilder.Create([]);
        var package = build.Target("Package").Inputs("src/**").Run(_ => new Release { Name = "orders", Version = SemanticVersion.Parse("1.0.0"), Digest = "", Folder = "", EntryPoint = "", Files = [] });
        build.Deploy("DeployOrders", build.Service("orders", s => s.From(package).Schema(build.Database("orders"), "migrations/")));

        var definition = build.ToDefinition();
        Assert.Equal(["src/**", "migrations/**"], definition.Targets[0].Draft.Result?.Inputs ?? []);
        Assert.Equal(["release-orders", "rollback-orders-to"], definition.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void What_changes_an_environment_waits_for_each_other_and_Status_for_nobody()
    {
        _machine.Build.Deploy("DeployOrders", _machine.Service("orders"));
        _machine.Build.Deploy("DeployStock", _machine.Service("stock"));

        var definition = _machine.Build.ToDefinition();
        var resource = Assert.Single(definition.Resources);
        Assert.Equal(1, resource.Capacity);
        Assert.Equal(
            ["DeployOrders", "RollbackOrders", "StopOrders", "DeployStock", "RollbackStock", "StopStock"],
            definition.Targets.Where(target => target.Draft.Uses.Any(use => use.Resource == resource)).Select(target => target.Name));
    }

    [Fact]
    public void A_deployment_needs_its_package_and_waits_for_the_migration()
    {
        var migrate = _machine.Build.Target("Migrate").Run();
        _machine.Build.Deploy("Deploy", _machine.Service("orders"), after: migrate);

        var deploy = _machine.Build.ToDefinition().Targets.Single(target => target.Name == "Deploy");
        Assert.Contains(_machine.Package, deploy.Needs);
        Assert.Equal([migrate], deploy.DependsOn);
    }

    [Fact]
    public void A_service_without_a_package_is_told()
    {
        var nothing = Assert.Throws<InvalidOperationException>(() => _machine.Build.Service("orders", s => s));
        var late = Assert.Throws<InvalidOperationException>(() => _machine.Build.Service("orders", s => s.HealthCheck("/healthz").From(_machine.Package)));

        Assert.Equal("Service 'orders' has no release: add From(package), naming the target that makes it.", nothing.Message);
        Assert.Equal("Service 'orders' begins with From(package): say first which target makes its release.", late.Message);
    }

    [Fact]
    public void A_services_description_is_kept()
    {
        var service = _machine.Service("orders", s => s.HealthCheck("/ready", TimeSpan.FromSeconds(5)).VersionCheck("/version").Replicas(2).Drain(TimeSpan.FromSeconds(7)));

        Assert.Equal(
            ("orders", "/ready", "/version", 2, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(7)),
            (service.Name, service.HealthPath, service.VersionPath, service.Replicas, service.ReadyWithin, service.DrainWithin));
        Assert.Same(_machine.Package, service.Package);
    }

    [Fact]
    public void A_draft_is_not_changed_by_its_steps()
    {
        ServiceDraft? first = null;
        _machine.Build.Service("orders", s =>
        {
            first = s.From(_machine.Package);
            return first.Replicas(3).Variable("A", _ => "a");
        });

        Assert.Equal(1, first?.Service?.Replicas);
        Assert.Empty(first?.Service?.Variables ?? []);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_service_has_at_least_one_replica(int count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _machine.Service("orders", s => s.Replicas(count)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_service_has_a_name(string name)
    {
        Assert.Throws<ArgumentException>(() => _machine.Service(name));
    }

    public void Dispose() => _machine.Dispose();
}
