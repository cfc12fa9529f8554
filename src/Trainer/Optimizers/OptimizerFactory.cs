using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Optimizers;

/// <summary>The optimizer that an option names.</summary>
internal static class OptimizerFactory
{
    public static Optimizer Create(OptimizerOptions options, IReadOnlyList<Parameter> parameters) => options.Type switch
    {
        OptimizerKind.Sgd => new SgdOptimizer(parameters, options),
        OptimizerKind.Momentum => new MomentumOptimizer(parameters, options, looksAhead: false),
        OptimizerKind.Nesterov => new MomentumOptimizer(parameters, options, looksAhead: true),
        OptimizerKind.Adagrad => new AdagradOptimizer(parameters, options),
        OptimizerKind.Rmsprop => new RmspropOptimizer(parameters, options),
        OptimizerKind.Adam => new AdamOptimizer(parameters, options, isDecoupled: false),
        OptimizerKind.Adamw => new AdamOptimizer(parameters, options, isDecoupled: true),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Type, "no such optimizer"),
    };
}
