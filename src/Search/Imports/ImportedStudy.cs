using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Imports;

/// <summary>A study that was read from somebody else's file.</summary>
/// <param name="Definition">The study, drafted by <see cref="Draft"/>.</param>
/// <param name="Trials">Its trials, in the order of their numbers.</param>
public sealed record ImportedStudy(StudyDefinition Definition, IReadOnlyList<ImportedTrial> Trials)
{
    /// <summary>The study that a file would define: the rules and messages are the same.</summary>
    /// <param name="name">Its name, which must be that of a study.</param>
    /// <param name="seed">The seed of the study that was exported; 1 where nothing is known of one.</param>
    /// <param name="objective">What was optimised.</param>
    /// <param name="space">The space, as a study file has it.</param>
    /// <param name="source">Where the trials come from.</param>
    /// <param name="trials">How many there are.</param>
    /// <param name="open">How many of them have not ended.</param>
    /// <returns>The definition, or what is wrong with the parameters.</returns>
    public static StudyFileResult Draft(string name, ulong seed, ObjectiveOptions objective, JsonObject space, ImportedSource source, int trials, int open)
    {
        // On one virtual worker a trial follows another; one that does not end keeps its worker.
        var search = new SearchOptions { Tuner = new OwnTunerOptions { Name = source.Form }, Trials = trials, MaxConcurrentTrials = open + 1, Attempts = 1 };
        var file = new JsonObject
        {
            ["name"] = name,
            ["seed"] = seed,
            ["objective"] = RecordWriter.Write(objective),
            ["space"] = space.DeepClone(),
            ["search"] = RecordWriter.Write(search),
            ["trainer"] = RecordWriter.Write(new ImportedSection { Imported = source }),
        };
        return StudyFile.Read(file.ToJsonString(), ImportedTrainer.Port);
    }
}
