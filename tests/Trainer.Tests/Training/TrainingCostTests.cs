using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Training;

public sealed class TrainingCostTests
{
    private static readonly TrainerOptions Options = new() { Data = new DataOptions { Source = DataSourceKind.Digits } };

    [Fact]
    public void The_cost_is_that_of_the_products_the_samples_and_the_steps()
    {
        // 784-100-10 with 400 + 100 samples in batches of 100: weights 79400, products 400 (3 * 79400 - 78400) + 100 * 79400.
        const long Expected = (71_860_000 + (500 * 15_500) + (4 * (120_000 + (12 * 79_400)))) / 1000;
        Assert.Equal(Expected, TrainingCost.PerEpoch(Options, new DataShape(400, 100, 784, 10)));
    }

    [Fact]
    public void Small_batches_wide_layers_more_samples_and_two_states_cost_more()
    {
        var shape = new DataShape(4000, 1000, 784, 10);
        long plain = TrainingCost.PerEpoch(Options, shape);
        Assert.True(TrainingCost.PerEpoch(Options with { BatchSize = 10 }, shape) > plain);
        Assert.True(TrainingCost.PerEpoch(Options with { Network = new NetworkOptions { Hidden = [101] } }, shape) > plain);
        Assert.True(TrainingCost.PerEpoch(Options, shape with { TrainingSamples = 4001 }) > plain);
        Assert.True(TrainingCost.PerEpoch(Options with { Optimizer = new OptimizerOptions { Type = OptimizerKind.Adam } }, shape) > plain);
        Assert.InRange(TrainingCost.PerEpoch(Options with { Optimizer = new OptimizerOptions { Type = OptimizerKind.Lbfgs } }, shape), 2 * plain, 4 * plain);
        Assert.Equal(plain, TrainingCost.PerEpoch(Options with { Epochs = 99, Optimizer = new OptimizerOptions { LearningRate = 7 } }, shape));
    }

    [Fact]
    public void The_largest_allowed_network_does_not_overflow_and_the_smallest_costs_at_least_1()
    {
        var largest = Options with { BatchSize = 1, Network = new NetworkOptions { Hidden = [.. Enumerable.Repeat(NetworkOptions.MaximumUnits, 64)] } };
        Assert.InRange(TrainingCost.PerEpoch(largest, new DataShape(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)), 1_000_000_000_000_000, long.MaxValue);
        Assert.InRange(TrainingCost.PerEpoch(Options with { Network = new NetworkOptions { Hidden = [] } }, new DataShape(1, 1, 1, 1)), 1, 1000);
    }
}
