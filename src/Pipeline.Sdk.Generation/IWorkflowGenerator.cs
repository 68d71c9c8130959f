using Pipeline.Sdk.Generation.Setup;
using Pipeline.Sdk.Planning;

namespace Pipeline.Sdk.Generation;

/// <summary>Workflow plan → the text of one CI system. Pure: the same plan gives the same bytes. A dialect is a folder with one of these.</summary>
internal interface IWorkflowGenerator
{
    /// <summary>Whether the files use actions of the lock.</summary>
    bool UsesActions => false;

    /// <summary>Finds what cannot be written in this dialect, or means something else in it.</summary>
    void Check(WorkflowPlan plan, List<Diagnostic> diagnostics);

    /// <summary>Writes one workflow that the checks have let pass.</summary>
    GeneratedFile Generate(WorkflowPlan plan, GenerationOptions options);

    /// <summary>What becomes of each feature that the workflow uses.</summary>
    IEnumerable<Capability> Capabilities(WorkflowPlan plan);

    /// <summary>What somebody has to set up in the CI system by hand.</summary>
    IEnumerable<SetupItem> Setup(WorkflowPlan plan, GenerationOptions options);
}
