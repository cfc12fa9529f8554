using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>The function applied to the outputs of every hidden layer.</summary>
[Description("The function applied to the outputs of every hidden layer.")]
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    [Description("max(x, 0)")]
    Relu,

    /// <summary>1 / (1 + e^-x).</summary>
    [Description("1 / (1 + e^-x)")]
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    [Description("the hyperbolic tangent")]
    Tanh,
}
