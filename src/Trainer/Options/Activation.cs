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

    /// <summary>x where it is positive, else <see cref="NetworkOptions.Slope"/> times x.</summary>
    [Description("x where it is positive, else 'slope' times x")]
    LeakyRelu,

    /// <summary>x where it is positive, else <see cref="NetworkOptions.Alpha"/> (e^x - 1).</summary>
    [Description("x where it is positive, else 'alpha' (e^x - 1)")]
    Elu,

    /// <summary>x times the standard normal distribution at x: exact, not by way of tanh.</summary>
    [Description("x times the standard normal distribution at x")]
    Gelu,
}
