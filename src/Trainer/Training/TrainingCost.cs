using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>What an epoch costs, in work rather than seconds: the same number on every machine. The virtual clock of a study counts in it.</summary>
/// <remarks>
/// The constants below are in multiply-adds of the products and were fitted to measured epochs (784 inputs, no to six hidden layers of 20 to 500 units, batches of
/// 10 to 500, sgd and adam; AVX2): 94 of 100 lie within 20 % of the formula, all within 30 %. They are part of every study's result: a change makes other studies.
/// </remarks>
public static class TrainingCost
{
    // Copying a sample into its batch, and its loss.
    private const int ForASample = 15_500;

    // Starting every layer's loops and ending them; reading and writing every weight in the update and in its transposition.
    private const int ForAStep = 120_000, ForAWeightInAStep = 12, ForAWeightWithTwoStates = 24;

    // An iteration of lbfgs: the loss at its start and, on average, at two places of the line search; ten remembered steps of two numbers a weight.
    private const int EvaluationsOfLbfgs = 3, ForAWeightOfLbfgs = 60;

    /// <summary>The cost of an epoch, validation included, in thousands of multiply-adds; at least 1, at most <see cref="long.MaxValue"/>.</summary>
    /// <param name="options">The network, the optimizer and the batch size; the rest is ignored.</param>
    /// <param name="shape">The sizes of the data.</param>
    public static long PerEpoch(TrainerOptions options, DataShape shape)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shape);
        int[] widths = [shape.Inputs, .. options.Network.Hidden, shape.Classes];
        Int128 first = (Int128)widths[0] * widths[1], weights = first;
        for (int i = 1; i + 1 < widths.Length; i++)
            weights += (Int128)widths[i] * widths[i + 1];

        // A sample that is trained on goes through three products, but the first layer needs no gradient by its input; one that is scored goes through one.
        Int128 products = (shape.TrainingSamples * ((3 * weights) - first)) + (shape.ValidationSamples * weights);
        Int128 steps = (shape.TrainingSamples + (Int128)options.BatchSize - 1) / options.BatchSize;
        if (options.Optimizer.Type == OptimizerKind.Lbfgs)
            return ForLbfgs(shape, weights, first, steps);

        int forAWeight = options.Optimizer.Type is OptimizerKind.Adam or OptimizerKind.Adamw ? ForAWeightWithTwoStates : ForAWeightInAStep;
        Int128 samples = ((Int128)shape.TrainingSamples + shape.ValidationSamples) * ForASample;
        return (long)Int128.Clamp((products + samples + (steps * (ForAStep + (forAWeight * weights)))) / 1000, 1, long.MaxValue);
    }

    private static long ForLbfgs(DataShape shape, Int128 weights, Int128 first, Int128 steps)
    {
        Int128 evaluation = (shape.TrainingSamples * ((3 * weights) - first + ForASample)) + (steps * (ForAStep + (ForAWeightInAStep * weights)));
        return (long)Int128.Clamp(((EvaluationsOfLbfgs * evaluation) + (ForAWeightOfLbfgs * weights) + (shape.ValidationSamples * (weights + ForASample))) / 1000, 1, long.MaxValue);
    }
}
