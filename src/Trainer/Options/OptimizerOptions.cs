using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace HyperSearch.Trainer.Options;

/// <summary>The rule that updates the weights and its constants; PyTorch's formulas and defaults unless said.</summary>
[Description("The rule that updates the weights and its constants; PyTorch's formulas and defaults unless said.")]
public sealed record OptimizerOptions : IValidatableObject
{
    /// <summary>The rule. Default sgd.</summary>
    [Description("The rule that updates the weights. Default sgd.")]
    public OptimizerKind Type { get; init; } = OptimizerKind.Sgd;

    /// <summary>The step size, over 0 and up to 1e6; for lbfgs the length that its line search tries first, usually 1. Default 0.01.</summary>
    [Description("The step size; for 'lbfgs' the length that its line search tries first, usually 1. Default 0.01.")]
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The share of the last update that is kept, 0 to under 1. Default 0.9; ignored but by momentum and nesterov.</summary>
    [Description("The share of the last update that is kept. Default 0.9; ignored but by 'momentum' and 'nesterov'.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>The smoothing of the mean of gradients, 0 to under 1. Default 0.9; ignored but by adam and adamw.</summary>
    [Description("The smoothing of the mean of gradients. Default 0.9; ignored but by 'adam' and 'adamw'.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The smoothing of the mean of squared gradients, 0 to under 1. Default 0.999; ignored but by adam and adamw.</summary>
    [Description("The smoothing of the mean of squared gradients. Default 0.999; ignored but by 'adam' and 'adamw'.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>The smoothing of the mean of squared gradients, 0 to under 1 (PyTorch's alpha). Default 0.99; ignored but by rmsprop.</summary>
    [Description("The smoothing of the mean of squared gradients (PyTorch's alpha). Default 0.99; ignored but by 'rmsprop'.")]
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Decay { get; init; } = 0.99;

    /// <summary>
    /// Added to the root of the squared gradients, outside it; 1e-30 to 1. Default 1e-8, for adagrad too (PyTorch: 1e-10); ignored by sgd, momentum and nesterov.
    /// </summary>
    [Description("Added to the root of the squared gradients, outside it. Default 1e-8, for 'adagrad' too (PyTorch: 1e-10); ignored by 'sgd', 'momentum' and 'nesterov'.")]
    [Range(1e-30, 1.0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// The L2 penalty, 0 to 1e3: times the weight, added to the gradient of weights, not of biases; adamw takes it from the weight instead, times the learning
    /// rate. Default 0 (adamw too; PyTorch: 0.01).
    /// </summary>
    [Description("The L2 penalty: times the weight, added to the gradient of weights, not of biases; 'adamw' takes it from the weight instead, times the learning rate. Default 0.")]
    [Range(0.0, 1e3)]
    public double WeightDecay { get; init; }

    /// <summary>
    /// The L1 penalty of weights, not of biases; 0 to 1e3. After every step each weight moves towards zero by the learning rate times this, and stays at zero when
    /// it gets there (soft threshold), so that weights become exactly zero. Default 0.
    /// </summary>
    [Description("The L1 penalty of weights, not of biases: after every step each weight moves towards zero by the learning rate times this and stays there (soft threshold). Default 0; not allowed with 'lbfgs'.")]
    [Range(0.0, 1e3)]
    public double L1 { get; init; }

    /// <summary>The largest norm of the whole gradient of the loss; a longer one is scaled down to it, before weight decay is added. Default 0: no limit.</summary>
    [Description("The largest norm of the whole gradient of the loss; a longer one is scaled down to it, before weight decay is added. Default 0: no limit; not allowed with 'lbfgs'.")]
    [Range(0.0, 1e6)]
    public double ClipNorm { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type == OptimizerKind.Lbfgs && L1 > 0)
            yield return new ValidationResult("is not allowed with 'lbfgs', whose line search needs a smooth loss", [nameof(L1)]);

        if (Type == OptimizerKind.Lbfgs && ClipNorm > 0)
            yield return new ValidationResult("is not allowed with 'lbfgs', whose line search chooses the length of a step", [nameof(ClipNorm)]);
    }
}
