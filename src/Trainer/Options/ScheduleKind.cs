using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>How the learning rate changes.</summary>
[Description("How the learning rate changes.")]
public enum ScheduleKind
{
    /// <summary>Not at all, after the warm-up.</summary>
    [Description("Not at all, after the warm-up.")]
    Constant,

    /// <summary>Times <see cref="ScheduleOptions.Factor"/> after every <see cref="ScheduleOptions.StepEpochs"/> epochs.</summary>
    [Description("Times 'factor' after every 'stepEpochs' epochs.")]
    Step,

    /// <summary>Down to <see cref="ScheduleOptions.Final"/> at the end along half a cosine wave. Loshchilov and Hutter, arXiv:1608.03983.</summary>
    [Description("Down to 'final' at the end, along half a cosine wave.")]
    Cosine,

    /// <summary>Down to <see cref="ScheduleOptions.Final"/> at the end along a straight line.</summary>
    [Description("Down to 'final' at the end, along a straight line.")]
    Linear,
}
