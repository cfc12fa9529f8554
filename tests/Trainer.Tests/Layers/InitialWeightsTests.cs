using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Layers;

public sealed class InitialWeightsTests
{
    [Theory]
    [InlineData(Initializer.Zeros, 0)]
    [InlineData(Initializer.Normal, 0.05)]
    [InlineData(Initializer.Xavier, 0.1)]
    [InlineData(Initializer.Glorot, 0.0816496581)]
    [InlineData(Initializer.He, 0.1414213562)]
    public void Weights_have_the_spread_that_the_initializer_promises_and_biases_are_zero(Initializer initializer, double expected)
    {
        Dataset data = Samples.Clusters(10, 100, 2);
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Digits },
            Network = new NetworkOptions { Hidden = [200], Initializer = initializer, Std = 0.05 },
        };
        using var loop = new TrainingLoop(options, data, Samples.Split(data, 8), new TrialSeed(1, 2, 0));
        double[] weights = DoubleNetwork.Numbers(loop.Network.DenseLayers[0].Weights.Values);
        Assert.Equal(20_000, weights.Length);
        Assert.Equal(0, weights.Average(), (4 * expected / Math.Sqrt(weights.Length)) + 1e-12);
        Assert.Equal(expected, Math.Sqrt(weights.Average(w => w * w)), (4 * expected / Math.Sqrt(2 * weights.Length)) + 1e-12);
        Assert.All(DoubleNetwork.Numbers(loop.Network.DenseLayers[0].Biases.Values), b => Assert.Equal(0, b));
    }

    [Fact]
    public void A_confirmation_repeat_starts_from_the_same_weights_whatever_the_trial_and_every_trial_from_its_own()
    {
        Assert.Equal(FirstWeight(new TrialSeed(1, 3, 2)), FirstWeight(new TrialSeed(1, 8, 2)));
        float[] others = [FirstWeight(new TrialSeed(1, 3, 2)), FirstWeight(new TrialSeed(1, 3, 0)), FirstWeight(new TrialSeed(1, 4, 0)), FirstWeight(new TrialSeed(2, 3, 0)), FirstWeight(new TrialSeed(1, 3, 1))];
        Assert.Equal(others.Length, others.Distinct().Count());
    }

    private static float FirstWeight(TrialSeed seed)
    {
        Dataset data = Samples.Clusters(10, 5, 2);
        using var loop = new TrainingLoop(new TrainerOptions { Data = new DataOptions { Source = DataSourceKind.Digits } }, data, Samples.Split(data, 8), seed);
        return loop.Network.DenseLayers[0].Weights.Values.Row(0)[0];
    }
}
