namespace Pipeline.Sdk;

/// <summary>Whether a test run measures which lines were run.</summary>
public enum Coverage
{
    /// <summary>Not measured.</summary>
    None,

    /// <summary>Measured by <c>coverlet.collector</c>, which every test project references; merged to one Cobertura file and an HTML report.</summary>
    Cobertura,
}
