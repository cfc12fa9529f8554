using System.ComponentModel;

namespace HyperSearch.Trainer.Training;

/// <summary>What a training came to, in a word.</summary>
[Description("What a training came to, in a word.")]
public enum Verdict
{
    /// <summary>Nothing is wrong that can be seen.</summary>
    Healthy,

    /// <summary>The loss is no number any more, or far above where it began.</summary>
    Diverged,

    /// <summary>Hardly any gradient reaches the first layer, and nothing was learnt.</summary>
    VanishingGradients,

    /// <summary>Many units give zero whatever the sample.</summary>
    DeadUnits,

    /// <summary>Many outputs are at the ends of the activation's range, where its slope is next to nothing.</summary>
    Saturated,

    /// <summary>The loss is high and still falling when the training ends, or the weights hardly move.</summary>
    LearningRateTooLow,

    /// <summary>The loss on the training part stays high.</summary>
    Underfitted,

    /// <summary>The training part is known far better than the validation part.</summary>
    Overfitted,
}
