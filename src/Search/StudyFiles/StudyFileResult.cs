using HyperSearch.Search.Studies;

namespace HyperSearch.Search.StudyFiles;

/// <summary>What came of reading a study file: a definition, or everything that is wrong with it.</summary>
public sealed record StudyFileResult
{
    /// <summary>The study; null where there are faults.</summary>
    public StudyDefinition? Definition { get; init; }

    /// <summary>Everything that is wrong, in the order of the file; empty where there is a definition.</summary>
    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>What is allowed but hardly meant, in whole sentences.</summary>
    public IReadOnlyList<string> Hints { get; init; } = [];
}
