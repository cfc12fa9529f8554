using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Studies;

/// <summary>How the space is searched.</summary>
[Description("How the space is searched.")]
public sealed record SearchOptions
{
    /// <summary>What proposes parameter sets.</summary>
    [Description("What proposes parameter sets. Default: auto.")]
    public TunerOptions Tuner { get; init; } = new AutoTunerOptions();

    /// <summary>What stops trials early.</summary>
    [Description("What stops trials early. Default: none.")]
    public PrunerOptions Pruner { get; init; } = new NoPrunerOptions();

    /// <summary>How many trials the study has in all.</summary>
    [Description("How many trials the study has in all: running it again finishes what is missing. Default: 100.")]
    [Range(1, 10_000_000)]
    public int Trials { get; init; } = 100;

    /// <summary>V of the virtual clock: how many trials may be under way at once.</summary>
    [Description("How many trials may be under way at once (V of the virtual clock). Part of the result: the number of real workers is not. Default: 4.")]
    [Range(1, 100_000)]
    public int MaxConcurrentTrials { get; init; } = 4;

    /// <summary>How often a trial may fail before it is given up.</summary>
    [Description("How often a trial may fail before it is given up. Default: 3.")]
    [Range(1, 100)]
    public int Attempts { get; init; } = 3;

    /// <summary>How the winner is confirmed; absent: it is not.</summary>
    [Description("How the winner is confirmed on fresh seeds. Absent: it is not.")]
    public ConfirmOptions? Confirm { get; init; }

    /// <summary>The parameter sets of the first trials, each a value by a searched path; what a set leaves out is drawn. Absent: none.</summary>
    [Description("Parameter sets to try first, each a value by a searched path, such as { \"optimizer.learningRate\": 0.01 }; what a set leaves out is drawn. They are the first of the trials.")]
    [MaxLength(10_000)]
    public IReadOnlyList<JsonObject>? Start { get; init; }

    /// <summary>Folders of earlier studies. Those of their trials that fit are known to the tuner from the start; they are read once, when the study starts. Absent: none.</summary>
    [Description("Folders of earlier studies, beside this file or absolute. Their trials that fit are known to the tuner; they are neither counted nor a winner. Read once, when the study starts.")]
    [MaxLength(1000)]
    public IReadOnlyList<string>? History { get; init; }

    /// <summary>The objective that is enough: once a trial is known to have reached it, no further one is proposed. Absent: none.</summary>
    [Description("The objective that is enough: once a trial is known to have reached it, no further one is proposed. Absent: none.")]
    public double? Target { get; init; }

    /// <summary>When further trials are not worth it. Absent: all trials are run.</summary>
    [Description("When further trials are not worth it. Absent: all trials are run.")]
    public StopOptions? Stop { get; init; }
}
