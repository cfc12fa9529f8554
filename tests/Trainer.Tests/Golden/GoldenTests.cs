using System.Text.Json;
using System.Text.Json.Serialization;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;
using HyperSearch.Trainer.Tests.Layers;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Trainer.Tests.Golden;

/// <summary>The first 20 steps against PyTorch; golden.py made golden.json.</summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    private static readonly GoldenFile File = JsonSerializer.Deserialize<GoldenFile>(
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "golden.json")), Json)!;

    public static TheoryData<int, string> Cases =>
    [
        .. File.Cases.Select((c, i) => (i, $"{c.Optimizer}, {c.Network}, {c.Loss}, {c.Schedule}")),
    ];

    [Fact]
    public void There_is_a_case_for_every_optimizer_activation_and_normalisation()
    {
        string[] optimizers = [.. File.Cases.Select(c => c.Optimizer.GetProperty("type").GetString()!)];
        Assert.All(Enum.GetValues<OptimizerKind>(), kind => Assert.Contains(JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()), optimizers));
        Assert.Equal(Enum.GetValues<Activation>(), File.Cases.Select(c => Read<NetworkOptions>(c.Network).Activation).Distinct().Order());
        Assert.Equal(Enum.GetValues<Normalization>(), File.Cases.Select(c => Read<NetworkOptions>(c.Network).Normalization).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twenty_steps_equal_those_of_PyTorch_from_the_same_weights_and_batches(int index, string name)
    {
        GoldenCase golden = File.Cases[index];
        var data = new Dataset(File.Features, File.Labels, File.Sizes[0], File.Sizes[^1]);
        var options = new TrainerOptions
        {
            Data = new DataOptions { Source = DataSourceKind.Digits },
            Network = Read<NetworkOptions>(golden.Network) with { Hidden = File.Sizes[1..^1] },
            Loss = Enum.Parse<LossKind>(golden.Loss.Replace("_", "", StringComparison.Ordinal), true),
            Optimizer = Read<OptimizerOptions>(golden.Optimizer),
            Schedule = Read<ScheduleOptions>(golden.Schedule),
            BatchSize = 8,
            Epochs = File.Batches.Length,
        };
        bool isWhole = options.Optimizer.Type == OptimizerKind.Lbfgs;
        using var loop = new TrainingLoop(options, data, Samples.Split(data, isWhole ? data.Count : 30), new TrialSeed(1, 0, 0));
        int next = 0;
        foreach (Trainer.Layers.Parameter parameter in loop.Network.DenseLayers.SelectMany(layer => layer.Parameters))
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
            // Every step is an epoch of its own, as it is for PyTorch's schedulers.
            loop.SetRate(epoch: step + 1, step: 0, steps: 1);
            double loss = isWhole ? loop.TrainWhole(step + 1).Loss / data.Count : loop.TrainBatch(File.Batches[step]).Loss / File.Batches[step].Length;
            Assert.True(Math.Abs(loss - golden.Losses[step]) <= 1e-6, $"{name}, step {step}: {loss:R} instead of {golden.Losses[step]:R}");
        }

        double evaluated = loop.Score([.. Enumerable.Range(0, data.Count)]).Loss / data.Count;
        Assert.True(Math.Abs(evaluated - golden.Evaluated) <= 1e-6, $"{name}, evaluated: {evaluated:R} instead of {golden.Evaluated:R}");
        double[] weights = [.. loop.Network.Parameters.SelectMany(p => DoubleNetwork.Numbers(p.Values))];
        double error = Math.Sqrt(weights.Zip(golden.Weights, (a, b) => (a - b) * (a - b)).Sum()), norm = Math.Sqrt(golden.Weights.Sum(w => (double)w * w));
        Assert.True(error <= 1e-5 * norm, $"{name}: the weights differ by {error / norm:R} of their norm");
    }

    private static T Read<T>(JsonElement section) => section.Deserialize<T>(Json)!;

    private sealed record GoldenFile(int[] Sizes, float[] Features, int[] Labels, int[][] Batches, float[] Initial, GoldenCase[] Cases);

    private sealed record GoldenCase(
        JsonElement Optimizer, JsonElement Network, string Loss, JsonElement Schedule, double[] Losses, double Evaluated, float[] Weights);
}
