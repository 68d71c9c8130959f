namespace Pipeline.Sdk.Migrations;

/// <summary>What a statement does to a schema, as far as the lint cares.</summary>
internal enum ChangeKind
{
    Other,
    CreateTable,
    AlterTable,
    DropTable,
    DropSchema,
    Truncate,
    DeleteAll,
    DeleteSome,
    UpdateAll,
    UpdateSome,
    Insert,
    CreateIndex,
    DropIndex,
    CreateView,
    DropView,
    CreateRoutine,
    DropRoutine,
    CreateTrigger,
    CreateOther,
    RenameOther,
}
