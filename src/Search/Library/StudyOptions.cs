using HyperSearch.Search.Pruners;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Library;

/// <summary>What a study of the library does. The defaults are those of the study file.</summary>
public sealed record StudyOptions
{
    /// <summary>The study's name: letters, digits, '-', '_' and '.'.</summary>
    public string Name { get; init; } = "study";

    /// <summary>The seed of every random draw; at most 2^53 - 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether more or less of the objective is better.</summary>
    public Direction Direction { get; init; } = Direction.Minimize;

    /// <summary>Which epoch of a trial counts.</summary>
    public ObjectiveEpoch At { get; init; } = ObjectiveEpoch.Last;

    /// <summary>How many trials the study has in all. A folder that has fewer is gone on with; more is the one thing, with <see cref="Confirm"/>, that may change.</summary>
    public int Trials { get; init; } = 100;

    /// <summary>How many values a trial may report, the last included. 1: a trial has its value and nothing before it.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>
    /// V of the virtual clock: how many trials may be under way at once. Part of the result: how many really are is not. A study that asks and tells one by one learns fastest with 1.
    /// </summary>
    public int MaxConcurrentTrials { get; init; } = 4;

    /// <summary>How often a trial may fail before it is given up.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>What proposes parameter sets.</summary>
    public TunerOptions Tuner { get; init; } = new SearchOptions().Tuner;

    /// <summary>A tuner of one's own, in the place of <see cref="Tuner"/>.</summary>
    public OwnTuner? OwnTuner { get; init; }

    /// <summary>What stops trials early; needs <see cref="Epochs"/> above 1.</summary>
    public PrunerOptions Pruner { get; init; } = new NoPrunerOptions();

    /// <summary>How the winner is confirmed on fresh seeds; null: it is not.</summary>
    public ConfirmOptions? Confirm { get; init; }

    /// <summary>What the objective is called. Change it when the objective changes, and a folder of the old one is refused.</summary>
    public string Function { get; init; } = "objective";

    /// <summary>The study folder, in which everything is recorded before anybody is told, and that is gone on with where it is there; null: all in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>The clock that stamps records; it decides nothing of the study.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
