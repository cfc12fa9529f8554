using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>The multilayer perceptron: its hidden layers and how its weights start.</summary>
[Description("The multilayer perceptron: its hidden layers and how its weights start.")]
public sealed record NetworkOptions : IValidatableObject
{
    /// <summary>The largest allowed number of units in a layer.</summary>
    public const int MaximumUnits = 65_536;

    /// <summary>The number of units of each hidden layer, 1 to 65536, at most 64 layers; empty is the linear classifier. Default [100].</summary>
    [Description("The number of units of each hidden layer, 1 to 65536, at most 64 layers; empty is the linear classifier. Default [100].")]
    [MaxLength(64)]
    public int[] Hidden { get; init; } = [100];

    /// <summary>The function applied to the outputs of every hidden layer. Default relu; ignored where <see cref="Hidden"/> is empty.</summary>
    [Description("The function applied to the outputs of every hidden layer. Default relu; ignored where 'hidden' is empty.")]
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>How the weights start; biases start at zero. Default he.</summary>
    [Description("How the weights start; biases start at zero. Default he.")]
    public Initializer Initializer { get; init; } = Initializer.He;

    /// <summary>The standard deviation of the weights of the initializer <c>normal</c>, 0 to 100. Default 0.01; ignored by the other initializers.</summary>
    [Description("The standard deviation of the weights of the initializer 'normal'. Default 0.01; ignored by the other initializers.")]
    [Range(0.0, 100.0)]
    public double Std { get; init; } = 0.01;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (int i = 0; i < Hidden.Length; i++)
        {
            if (Hidden[i] is < 1 or > MaximumUnits)
            {
                yield return new ValidationResult($"layer {i} has {Hidden[i]} units; allowed are 1 to {MaximumUnits}", [nameof(Hidden)]);
            }
        }
    }
}
