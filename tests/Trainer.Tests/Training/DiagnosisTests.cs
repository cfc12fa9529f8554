using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Training;

/// <summary>Every verdict on a network that was made to fail that way.</summary>
public sealed class DiagnosisTests
{
    private static readonly Dataset Digits = Dataset.Load(new DataOptions { Source = DataSourceKind.Digits, Samples = 500 });

    private static readonly TrainerOptions Options = new()
    {
        Data = new DataOptions { Source = DataSourceKind.Digits },
        Network = new NetworkOptions { Hidden = [50, 50] },
        Optimizer = new OptimizerOptions { Type = OptimizerKind.Adam, LearningRate = 0.001 },
        BatchSize = 50,
        Epochs = 12,
    };

    [Fact]
    public void A_network_that_learns_is_healthy()
    {
        Dataset easy = Samples.Clusters(500, 30, 4, spread: 0.8);
        Expect(Verdict.Healthy, Judge(Options with { Optimizer = Options.Optimizer with { LearningRate = 0.003 } }, easy), "the validation part follows");
    }

    [Fact]
    public void A_learning_rate_of_1000_diverges() =>
        Expect(Verdict.Diverged, Judge(Options with { Network = new NetworkOptions { Hidden = [100, 100] }, Optimizer = new OptimizerOptions { LearningRate = 1000 }, BatchSize = 100, Epochs = 20 }), "no finite number in epoch", "1e+3");

    [Fact]
    public void A_loss_that_rises_diverges_though_it_stays_a_number() =>
        Expect(Verdict.Diverged, Judge(Options with { Network = Options.Network with { Hidden = [] }, Loss = LossKind.MeanSquaredError, Optimizer = new OptimizerOptions { LearningRate = 0.5 }, Epochs = 2 }), "rose from");

    [Fact]
    public void Relu_units_pushed_below_zero_are_dead()
    {
        // One step so large that biases of most units end far below zero.
        Diagnosis found = Judge(Options with { Optimizer = Options.Optimizer with { LearningRate = 1 }, Epochs = 5 });
        Expect(Verdict.DeadUnits, found, "give zero for every probed sample", "layer");
    }

    [Fact]
    public void Sigmoids_with_huge_weights_are_saturated() =>
        Expect(Verdict.Saturated, Judge(Options with { Network = new NetworkOptions { Hidden = [50, 50], Activation = Activation.Sigmoid, Initializer = Initializer.Normal, Std = 5 } }), "at the ends of the activation's range");

    [Theory]
    [InlineData(Activation.Sigmoid, Initializer.Xavier, 8)]
    [InlineData(Activation.Sigmoid, Initializer.Zeros, 2)]
    [InlineData(Activation.Tanh, Initializer.Normal, 6)]
    public void Gradients_vanish_in_deep_sigmoids_and_with_weights_that_start_at_nothing(Activation activation, Initializer initializer, int depth) =>
        Expect(
            Verdict.VanishingGradients,
            Judge(Options with { Network = new NetworkOptions { Hidden = [.. Enumerable.Repeat(50, depth)], Activation = activation, Initializer = initializer, Std = 0.001 }, Optimizer = new OptimizerOptions { LearningRate = 0.01 }, Epochs = 5 }),
            "the gradient of layer 1 has a norm of");

    [Fact]
    public void A_loss_that_is_high_and_still_falling_has_too_low_a_learning_rate() =>
        Expect(Verdict.LearningRateTooLow, Judge(Options with { Optimizer = Options.Optimizer with { LearningRate = 1e-4 } }), "still falling", "0.0001");

    [Fact]
    public void So_have_weights_that_hardly_move() =>
        Expect(Verdict.LearningRateTooLow, Judge(Options with { Optimizer = new OptimizerOptions { LearningRate = 1e-6 } }), "a step changes the weights by");

    [Fact]
    public void A_linear_network_cannot_learn_what_is_not_linear_and_underfits()
    {
        // Classes are the quadrants' parity.
        float[] features = Samples.Clusters(600, 2, 1, spread: 1).Features.ToArray();
        double[] centre = [features.Chunk(2).Average(x => x[0]), features.Chunk(2).Average(x => x[1])];
        int[] labels = [.. features.Chunk(2).Select(x => x[0] > centre[0] == x[1] > centre[1] ? 1 : 0)];
        Expect(Verdict.Underfitted, Judge(Options with { Network = new NetworkOptions { Hidden = [] }, Optimizer = Options.Optimizer with { LearningRate = 0.01 }, Epochs = 30 }, new Dataset(features, labels, 2, 2)), "stays at");
    }

    [Fact]
    public void A_large_network_on_few_noisy_samples_overfits()
    {
        Dataset noisy = Samples.Clusters(150, 60, 5, spread: 3);
        Expect(Verdict.Overfitted, Judge(Options with { Network = new NetworkOptions { Hidden = [100] }, Optimizer = Options.Optimizer with { LearningRate = 0.01 }, Epochs = 40 }, noisy), "a gap of");
    }

    [Fact]
    public void The_state_of_each_layer_is_that_of_its_activations_gradient_and_update()
    {
        Dataset data = Samples.Clusters(60, 10, 3);
        using var loop = new TrainingLoop(Options with { Network = new NetworkOptions { Hidden = [20, 7], Activation = Activation.Tanh }, Optimizer = new OptimizerOptions { LearningRate = 0.1 }, BatchSize = 40, Epochs = 1 }, data, Samples.Split(data, 40), new TrialSeed(1, 0, 0));
        double[][] before = [.. loop.Network.DenseLayers.Select(d => Layers.DoubleNetwork.Numbers(d.Weights.Values))];
        IReadOnlyList<LayerState> states = loop.Run().Single().Layers;
        Assert.Equal([1, 2, 3], states.Select(s => s.Layer));
        loop.Score([.. Enumerable.Range(40, 20)]);
        for (int i = 0; i < 3; i++)
        {
            double[] after = Layers.DoubleNetwork.Numbers(loop.Network.DenseLayers[i].Weights.Values);
            double norm = Math.Sqrt(before[i].Sum(w => w * w)), moved = Math.Sqrt(before[i].Zip(after, (a, b) => (a - b) * (a - b)).Sum());
            Assert.Equal(moved / norm, states[i].UpdateRatio, 1e-5);
            Assert.Equal(moved / 0.1, states[i].GradientNorm, 1e-3 * states[i].GradientNorm);
            if (i == 2)
                continue;

            double[] outputs = [.. Enumerable.Range(0, 20).SelectMany(r => loop.Network.HiddenOutputs[i].Row(r).ToArray()).Select(v => (double)v)];
            Assert.Equal(outputs.Average(), states[i].ActivationMean, 1e-6);
            Assert.Equal(Math.Sqrt(outputs.Average(v => v * v) - Math.Pow(outputs.Average(), 2)), states[i].ActivationStd, 1e-6);
            Assert.Equal(outputs.Count(v => Math.Abs(v) > 0.99) / (double)outputs.Length, states[i].SaturatedShare, 1e-9);
            Assert.Equal(0, states[i].DeadShare);
        }
    }

    private static Diagnosis Judge(TrainerOptions options, Dataset? data = null)
    {
        data ??= Digits;
        DataSplit split = DataSplit.Stratified(data, 0.2, 1, 0);
        using var loop = new TrainingLoop(options, data, split, new TrialSeed(1, 0, 0));
        return Diagnosis.Of(options, split.Shape(data), [.. loop.Run()]);
    }

    private static void Expect(Verdict verdict, Diagnosis found, params string[] evidence)
    {
        Assert.True(verdict == found.Verdict, $"{found.Verdict}: {found.Evidence}");
        Assert.All(evidence, words => Assert.Contains(words, found.Evidence, StringComparison.Ordinal));
    }
}
