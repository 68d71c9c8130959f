using FluentMigrator;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>An assembly's migrations, as a team that uses FluentMigrator has them.</summary>
public static class FluentMigrations
{
    /// <summary>The first.</summary>
    [Migration(202401010000, "First")]
    public sealed class First : ForwardOnlyMigration
    {
        /// <inheritdoc/>
        public override void Up() => Create.Table("first").WithColumn("id").AsInt32();
    }

    /// <summary>The second.</summary>
    [Migration(202402010000, "Second")]
    public sealed class Second : ForwardOnlyMigration
    {
        /// <inheritdoc/>
        public override void Up() => Insert.IntoTable("first").Row(new { id = 1 });
    }
}
