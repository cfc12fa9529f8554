using System.Text.Json.Nodes;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Studies;

/// <summary>One search as its file defines it: everything that decides what the study does, and nothing of what it has done.</summary>
public sealed record StudyDefinition
{
    /// <summary>The study's name, which is also that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The seed of every random draw of the study.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What is optimised.</summary>
    public required ObjectiveOptions Objective { get; init; }

    /// <summary>The searched dimensions; at least one.</summary>
    public required Space Space { get; init; }

    /// <summary>How the space is searched.</summary>
    public required SearchOptions Search { get; init; }

    /// <summary>The trainer section with every default written out; the searched paths keep their unsearched values.</summary>
    public required JsonObject Trainer { get; init; }

    /// <summary>Whether a program of the user's trains, or a function of one, rather than the trainer in the box: then equal facts are not promised, only asked for.</summary>
    public bool IsOfProgram => Trainer.ContainsKey(TrainerPort.ProgramKey) || FunctionTrainer.Owns(Trainer);
}
