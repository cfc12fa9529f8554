using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>How often a schedule sets the learning rate.</summary>
[Description("How often a schedule sets the learning rate.")]
public enum ScheduleUnit
{
    /// <summary>Before every step, so that the rate changes smoothly.</summary>
    [Description("Before every step, so that the rate changes smoothly.")]
    Step,

    /// <summary>At the start of every epoch; it then stays until the next.</summary>
    [Description("At the start of every epoch; it then stays until the next.")]
    Epoch,
}
