using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>How the learning rate changes as training goes on: a factor that the optimizer's learning rate is multiplied by.</summary>
[Description("How the learning rate changes as training goes on: a factor that the optimizer's learning rate is multiplied by.")]
public sealed record ScheduleOptions
{
    /// <summary>The form. Default constant.</summary>
    [Description("The form of the change. Default constant.")]
    public ScheduleKind Type { get; init; } = ScheduleKind.Constant;

    /// <summary>Epochs from one step down to the next, counted from the end of the warm-up, 1 to 1000000. Default 10; ignored but by <c>step</c>.</summary>
    [Description("Epochs from one step down to the next, counted from the end of the warm-up. Default 10; ignored but by 'step'.")]
    [Range(1, 1_000_000)]
    public int StepEpochs { get; init; } = 10;

    /// <summary>What a step multiplies the rate by, over 0 and up to 1. Default 0.1; ignored but by <c>step</c>.</summary>
    [Description("What a step multiplies the rate by. Default 0.1; ignored but by 'step'.")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Factor { get; init; } = 0.1;

    /// <summary>The share of the learning rate that is left when the last epoch is over, 0 to 1. Default 0; ignored but by <c>cosine</c> and <c>linear</c>.</summary>
    [Description("The share of the learning rate that is left when the last epoch is over. Default 0; ignored but by 'cosine' and 'linear'.")]
    [Range(0.0, 1.0)]
    public double Final { get; init; }

    /// <summary>Epochs in which the rate first rises along a straight line to the full one, 0 to 1000000. Default 0: none.</summary>
    [Description("Epochs in which the rate first rises along a straight line to the full one. Default 0: none.")]
    [Range(0, 1_000_000)]
    public int WarmupEpochs { get; init; }

    /// <summary>How often the rate is set anew, in the warm-up too. Default step.</summary>
    [Description("How often the rate is set anew, in the warm-up too. Default step.")]
    public ScheduleUnit Per { get; init; } = ScheduleUnit.Step;
}
