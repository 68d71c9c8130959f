namespace Pipeline.Sdk.Migrations;

/// <summary>Whose rules the names of a folder's files follow, so that a team that changes over keeps its folder.</summary>
public enum MigrationNaming
{
    /// <summary><c>V0007__add_email.up.sql</c>.</summary>
    Pipeline,

    /// <summary>Evolve and Flyway: <c>V1_2__add_email.sql</c> or <c>V1.2__add_email.sql</c>, <c>R__view.sql</c>. Each of up to four parts is below 10,000.</summary>
    Evolve,

    /// <summary>DbUp: any name; a number in front of it or behind <c>Script</c> is the version: <c>0007_add_email.sql</c>, <c>Script0007 - Add email.sql</c>.</summary>
    DbUp,

    /// <summary>Entity Framework Core's scripts, one a migration: <c>20240131120000_AddEmail.sql</c>. Their own <c>BEGIN</c> and <c>COMMIT</c> are left out.</summary>
    EntityFramework,
}
