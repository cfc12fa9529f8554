using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>Where hidden layers are normalised.</summary>
[Description("Where hidden layers are normalised.")]
public enum NormalizationPlacement
{
    /// <summary>Between the weights and the activation.</summary>
    [Description("Between the weights and the activation.")]
    Before,

    /// <summary>Behind the activation.</summary>
    [Description("Behind the activation.")]
    After,
}
