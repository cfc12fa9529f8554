using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>How the numbers of hidden layers are normalised.</summary>
[Description("How the numbers of hidden layers are normalised.")]
public enum Normalization
{
    /// <summary>Not at all.</summary>
    [Description("Not at all.")]
    None,

    /// <summary>Each unit over the samples of the batch; in evaluation by running averages.</summary>
    [Description("Each unit over the samples of the batch; in evaluation by running averages.")]
    Batch,

    /// <summary>Each sample over the units of the layer.</summary>
    [Description("Each sample over the units of the layer.")]
    Layer,
}
