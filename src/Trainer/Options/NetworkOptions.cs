using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>The multilayer perceptron: its hidden layers, what they do and how its weights start.</summary>
[Description("The multilayer perceptron: its hidden layers, what they do and how its weights start.")]
public sealed record NetworkOptions
{
    /// <summary>The largest allowed number of units in a layer.</summary>
    public const int MaximumUnits = 65_536;

    /// <summary>The number of units of each hidden layer, 1 to 65536, at most 64 layers; empty is the linear classifier. Default [100].</summary>
    [Description("The number of units of each hidden layer, 1 to 65536, at most 64 layers; empty is the linear classifier. Default [100].")]
    [MaxLength(64)]
    [EachRange(1, MaximumUnits)]
    public int[] Hidden { get; init; } = [100];

    /// <summary>The function applied to the outputs of every hidden layer. Default relu; ignored where <see cref="Hidden"/> is empty.</summary>
    [Description("The function applied to the outputs of every hidden layer. Default relu; ignored where 'hidden' is empty.")]
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>The slope of <c>leaky_relu</c> below zero, 0 to 1. Default 0.01; ignored by the other activations.</summary>
    [Description("The slope of the activation 'leaky_relu' below zero. Default 0.01; ignored by the other activations.")]
    [Range(0.0, 1.0)]
    public double Slope { get; init; } = 0.01;

    /// <summary>The size of the value that <c>elu</c> falls to far below zero, 0 to 100. Default 1; ignored by the other activations.</summary>
    [Description("The size of the value that the activation 'elu' falls to far below zero. Default 1; ignored by the other activations.")]
    [Range(0.0, 100.0)]
    public double Alpha { get; init; } = 1;

    /// <summary>How the weights start; biases start at zero. Default he.</summary>
    [Description("How the weights start; biases start at zero. Default he.")]
    public Initializer Initializer { get; init; } = Initializer.He;

    /// <summary>The standard deviation of the weights of the initializer <c>normal</c>, 0 to 100. Default 0.01; ignored by the other initializers.</summary>
    [Description("The standard deviation of the weights of the initializer 'normal'. Default 0.01; ignored by the other initializers.")]
    [Range(0.0, 100.0)]
    public double Std { get; init; } = 0.01;

    /// <summary>How the numbers of hidden layers are normalised. Default none.</summary>
    [Description("How the numbers of hidden layers are normalised. Default none.")]
    public Normalization Normalization { get; init; } = Normalization.None;

    /// <summary>Whether they are normalised before or after the activation. Default before; ignored where <see cref="Normalization"/> is none.</summary>
    [Description("Whether they are normalised before or after the activation. Default before; ignored where 'normalization' is 'none'.")]
    public NormalizationPlacement NormalizationPlacement { get; init; } = NormalizationPlacement.Before;

    /// <summary>The share of the hidden units that are left out of every step at random, 0 to under 1; the others are scaled up. Default 0.</summary>
    [Description("The share of the hidden units that are left out of every step at random; the others are scaled up (inverted dropout). Default 0.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; }
}
