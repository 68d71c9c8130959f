namespace Pipeline.Sdk.Migrations;

/// <summary>Another migrator has gone on with a script between two transactions of this one: what is left is worked out anew.</summary>
internal sealed class SupersededException : Exception;
