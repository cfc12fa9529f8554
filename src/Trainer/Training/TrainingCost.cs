using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>What an epoch costs, in work rather than seconds: the same number on every machine.</summary>
public static class TrainingCost
{
    private const double StepConstant = 50_000;

    /// <summary>The cost of an epoch in thousands of multiply-adds, at least 1.</summary>
    public static long PerEpoch(TrainerOptions options, DataShape shape)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shape);
        double weights = 0;
        int width = shape.Inputs;
        foreach (int units in options.Network.Hidden)
        {
            weights += (double)width * units;
            width = units;
        }

        weights += (double)width * shape.Classes;
        double steps = Math.Ceiling(shape.TrainingSamples / (double)options.BatchSize);
        return (long)Math.Clamp(((weights * shape.TrainingSamples) + (steps * StepConstant)) / 1000, 1, long.MaxValue / 2);
    }
}
