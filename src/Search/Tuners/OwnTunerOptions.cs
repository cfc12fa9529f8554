using System.ComponentModel;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tuners;

/// <summary>A tuner of the program that uses the library, by its name: what the journal says of it. The tuner itself is handed in with the study.</summary>
[LibraryOnly]
[Description("A tuner of the program that uses the library; a study file cannot bring one.")]
public sealed record OwnTunerOptions : TunerOptions
{
    /// <summary>The name under which the program knows it. A tuner that is changed so that it proposes otherwise needs another name.</summary>
    [StudyName]
    [Description("The name under which the program knows it.")]
    public required string Name { get; init; }
}
