using Pipeline.Sdk.Graph;

namespace Pipeline.Sdk.Core.Tests.GraphStage;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Migrate", "migrate")]
    [InlineData("MigrateOrders", "migrate-orders")]
    [InlineData("MigrateOrdersDB", "migrate-orders-db")]
    [InlineData("DeployAPIGateway2", "deploy-api-gateway2")]
    [InlineData("Rollback_old", "rollback-old")]
    public void A_targets_name_is_the_beginning_of_its_options(string target, string option)
    {
        Assert.Equal(option, Names.Option(target));
        Assert.True(Names.IsKebab(option));
    }
}
