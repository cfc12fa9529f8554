using System.ComponentModel;

namespace HyperSearch.Trainer.Options;

/// <summary>The rule that updates the weights.</summary>
[Description("The rule that updates the weights.")]
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent.</summary>
    [Description("Stochastic gradient descent.")]
    Sgd,

    /// <summary>Gradient descent with momentum.</summary>
    [Description("Gradient descent with momentum.")]
    Momentum,

    /// <summary>Momentum with the gradient taken ahead, in the direction of the momentum (Nesterov).</summary>
    [Description("Momentum with the gradient taken ahead, in the direction of the momentum (Nesterov).")]
    Nesterov,

    /// <summary>AdaGrad: rates fall with the sum of squared gradients.</summary>
    [Description("AdaGrad: rates fall with the sum of squared gradients.")]
    Adagrad,

    /// <summary>RMSProp: rates follow a moving mean of squared gradients.</summary>
    [Description("RMSProp: rates follow a moving mean of squared gradients.")]
    Rmsprop,

    /// <summary>Adam, with bias correction; weight decay is part of the gradient.</summary>
    [Description("Adam, with bias correction; weight decay is part of the gradient.")]
    Adam,

    /// <summary>Adam with decoupled weight decay.</summary>
    [Description("Adam with decoupled weight decay.")]
    Adamw,

    /// <summary>L-BFGS on the whole training part, an iteration with a line search in each epoch.</summary>
    [Description("L-BFGS on the whole training part, an iteration with a line search in each epoch.")]
    Lbfgs,
}
