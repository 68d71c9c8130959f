using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pipeline.Sdk.Migrations.Tests;

/// <summary>A context with three migrations, as a team that uses Entity Framework has it.</summary>
internal sealed class EntityFrameworkShop(Bench bench) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
    {
        if (bench.IsPostgres) optionsBuilder.UseNpgsql(bench.ConnectionString);
        else optionsBuilder.UseSqlite(bench.ConnectionString);
    }

    /// <summary>What <c>dotnet ef migrations script FROM TO</c> writes.</summary>
    public string Script(string? from, string to) => this.GetService<IMigrator>().GenerateScript(from ?? Migration.InitialDatabase, to);

    [DbContext(typeof(EntityFrameworkShop))]
    [Migration("20240101000000_First")]
    public sealed class First : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("first", table => new { id = table.Column<int>() });
    }

    [DbContext(typeof(EntityFrameworkShop))]
    [Migration("20240201000000_Second")]
    public sealed class Second : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("INSERT INTO first (id) VALUES (1);");
    }

    [DbContext(typeof(EntityFrameworkShop))]
    [Migration("20240301000000_Third")]
    public sealed class Third : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("third", table => new { id = table.Column<int>() });
    }
}
