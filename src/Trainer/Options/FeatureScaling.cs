using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>How features are scaled before they reach the network; what it takes is learnt from the training part alone.</summary>
[Description("How features are scaled before they reach the network; what it takes is learnt from the training part alone.")]
public enum FeatureScaling
{
    /// <summary>As the source gives them: pixels of 'idx' and 'digits' are 0 to 1, the rest is as stored.</summary>
    [Description("As the source gives them: pixels of 'idx' and 'digits' are 0 to 1, the rest is as stored.")]
    None,

    /// <summary>Each feature's least value in the training part becomes 0, its largest 1.</summary>
    [Description("Each feature's least value in the training part becomes 0, its largest 1.")]
    Unit,

    /// <summary>Each feature gets mean 0 and standard deviation 1 in the training part.</summary>
    [Description("Each feature gets mean 0 and standard deviation 1 in the training part.")]
    Standard,
}
