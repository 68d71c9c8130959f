namespace Pipeline.Sdk.Migrations;

/// <summary>One action of an ALTER TABLE.</summary>
internal enum ActionKind
{
    Other,
    AddColumn,
    DropColumn,
    RenameColumn,
    RenameTable,
    AlterType,
    SetNotNull,
    SetDefault,
    DropDefault,
    AddUnique,
    AddForeignKey,
    AddCheck,
    SetSchema,
    SetLogged,
}
