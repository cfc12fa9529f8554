using System.Text.Json;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Tests.Layers;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Golden;

/// <summary>The first 20 steps against PyTorch; golden.py made golden.json.</summary>
public sealed class GoldenTests
{
    private static readonly GoldenFile File = JsonSerializer.Deserialize<GoldenFile>(
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "golden.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<int, string> Cases => [.. File.Cases.Select((c, i) => (i, $"{c.Optimizer}, {c.Activation}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twenty_steps_equal_those_of_PyTorch_from_the_same_weights_and_batches(int index, string name)
    {
        GoldenCase golden = File.Cases[index];
        var data = new Dataset(File.Features, File.Labels, File.Sizes[0], File.Sizes[^1]);
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Digits },
            Network = new NetworkOptions { Hidden = File.Sizes[1..^1], Activation = Enum.Parse<Activation>(golden.Activation, true) },
            Optimizer = new OptimizerOptions { Type = Enum.Parse<OptimizerKind>(golden.Optimizer, true), LearningRate = golden.LearningRate, WeightDecay = golden.WeightDecay },
            BatchSize = 8,
        };
        using var loop = new TrainingLoop(options, data, Samples.Split(data, 30), new TrialSeed(1, 0, 0));
        int next = 0;
        foreach (Trainer.Layers.Parameter parameter in loop.Network.Parameters)
        {
            for (int r = 0; r < parameter.Values.Rows; r++)
            {
                File.Initial.AsSpan(next, parameter.Values.Columns).CopyTo(parameter.Values.Row(r));
                next += parameter.Values.Columns;
            }
        }

        Assert.Equal(File.Initial.Length, next);
        for (int step = 0; step < File.Batches.Length; step++)
        {
            double loss = loop.TrainBatch(File.Batches[step]).Loss / File.Batches[step].Length;
            Assert.True(Math.Abs(loss - golden.Losses[step]) <= 1e-6, $"{name}, step {step}: {loss:R} instead of {golden.Losses[step]:R}");
        }

        double[] weights = [.. loop.Network.Parameters.SelectMany(p => DoubleNetwork.Numbers(p.Values))];
        double error = Math.Sqrt(weights.Zip(golden.Weights, (a, b) => (a - b) * (a - b)).Sum()), norm = Math.Sqrt(golden.Weights.Sum(w => (double)w * w));
        Assert.True(error <= 2e-6 * norm, $"{name}: the weights differ by {error / norm:R} of their norm");
    }

    private sealed record GoldenFile(int[] Sizes, float[] Features, int[] Labels, int[][] Batches, float[] Initial, GoldenCase[] Cases);

    private sealed record GoldenCase(string Optimizer, string Activation, double LearningRate, double WeightDecay, double[] Losses, float[] Weights);
}
