using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>How the weights of a layer start; biases start at zero.</summary>
[Description("How the weights of a layer start; biases start at zero.")]
public enum Initializer
{
    /// <summary>All zero: nothing breaks the symmetry, so hidden layers learn nothing. To show why.</summary>
    [Description("All zero: nothing breaks the symmetry, so hidden layers learn nothing. To show why.")]
    Zeros,

    /// <summary>Normal with the standard deviation <see cref="NetworkOptions.Std"/>.</summary>
    [Description("Normal with the standard deviation 'std'.")]
    Normal,

    /// <summary>Normal with the standard deviation 1/sqrt(n), n the inputs of the layer; meant for sigmoid and tanh.</summary>
    [Description("Normal with the standard deviation 1/sqrt(n), n the inputs of the layer; meant for sigmoid and tanh.")]
    Xavier,

    /// <summary>Normal with the standard deviation sqrt(2/(n + m)), n the inputs and m the outputs of the layer. Glorot and Bengio, AISTATS 2010.</summary>
    [Description("Normal with the standard deviation sqrt(2/(n + m)), n the inputs and m the outputs of the layer.")]
    Glorot,

    /// <summary>Normal with the standard deviation sqrt(2/n), n the inputs of the layer; meant for relu.</summary>
    [Description("Normal with the standard deviation sqrt(2/n), n the inputs of the layer; meant for relu.")]
    He,
}
