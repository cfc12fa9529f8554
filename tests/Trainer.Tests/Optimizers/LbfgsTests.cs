using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Layers;
using HyperSearch.Trainer.Optimizers;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Optimizers;

public sealed class LbfgsTests
{
    [Fact]
    public void It_finds_the_minimum_of_a_long_valley_in_a_few_iterations()
    {
        // Rosenbrock's function from (-1.2, 1): gradient descent takes thousands of steps.
        using var point = new Parameter(1, 2, isPenalised: true);
        (point.Values.Row(0)[0], point.Values.Row(0)[1]) = (-1.2f, 1);
        int evaluations = 0;
        using var search = new LbfgsSearch([point], () =>
        {
            evaluations++;
            double x = point.Values.Row(0)[0], y = point.Values.Row(0)[1];
            point.Gradient.Row(0)[0] = (float)((-400 * x * (y - (x * x))) - (2 * (1 - x)));
            point.Gradient.Row(0)[1] = (float)(200 * (y - (x * x)));
            return (100 * Math.Pow(y - (x * x), 2)) + Math.Pow(1 - x, 2);
        });
        for (int i = 0; i < 45; i++)
            search.Step(1);

        Assert.Equal(1, point.Values.Row(0)[0], 1e-2);
        Assert.Equal(1, point.Values.Row(0)[1], 2e-2);
        Assert.InRange(evaluations, 1, 150);
    }

    [Fact]
    public void It_goes_down_a_convex_loss_to_a_hundredth_whatever_the_first_length()
    {
        foreach (double rate in new[] { 1e-3, 1, 100 })
        {
            using var weights = new Parameter(3, 5, isPenalised: true);
            double value = 0, first = double.NaN;
            using var search = new LbfgsSearch([weights], () =>
            {
                value = 0;
                for (int i = 0; i < 15; i++)
                {
                    float off = weights.Values.Row(i / 5)[i % 5] - (1 - (0.1f * i));
                    value += (i + 1) * off * off;
                    weights.Gradient.Row(i / 5)[i % 5] = 2 * (i + 1) * off;
                }

                first = double.IsNaN(first) ? value : first;
                return value;
            });
            for (int i = 0; i < 20; i++)
                search.Step(rate);

            Assert.True(value < first / 100, $"at {rate}: {first} became {value}");
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_somewhere_is_stepped_around()
    {
        using var point = new Parameter(1, 1, isPenalised: true);
        point.Values.Row(0)[0] = 4;
        using var search = new LbfgsSearch([point], () =>
        {
            // x - ln x, with its minimum at 1, and nothing below 0.
            double x = point.Values.Row(0)[0];
            point.Gradient.Row(0)[0] = (float)(1 - (1 / x));
            return x - Math.Log(x);
        });
        for (int i = 0; i < 20; i++)
            search.Step(10);

        Assert.Equal(1, point.Values.Row(0)[0], 1e-3);
    }

    [Fact]
    public void Whole_batches_give_the_same_training_whatever_part_of_them_is_taken_at_a_time()
    {
        Dataset data = Samples.Clusters(130, 20, 5, spread: 1.2);
        EpochMetrics[] whole = Train(100), parts = Train(7);
        Assert.Equal(whole.Length, parts.Length);
        Assert.All(whole.Zip(parts).Take(5), pair => Assert.Equal(pair.First.TrainLoss, pair.Second.TrainLoss, 1e-4));
        Assert.True(whole[^1].TrainLoss < whole[0].TrainLoss / 10, $"{whole[0].TrainLoss} became {whole[^1].TrainLoss}");

        EpochMetrics[] Train(int batch)
        {
            var options = new TrainerOptions
            {
                Data = new DataOptions { Source = DataSourceKind.Digits },
                Network = new NetworkOptions { Hidden = [12], Activation = Activation.Tanh },
                Optimizer = new OptimizerOptions { Type = OptimizerKind.Lbfgs, LearningRate = 1, WeightDecay = 1e-4 },
                BatchSize = batch,
                Epochs = 20,
            };
            using var loop = new TrainingLoop(options, data, Samples.Split(data, 100), new TrialSeed(1, 0, 0));
            return [.. loop.Run()];
        }
    }
}
