using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Numerics;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;

namespace HyperSearch.TestKit;

/// <summary>A trainer section like a real one, and a formula in the place of training: an epoch's metrics follow from the trial, its parameters and the epoch alone.</summary>
public sealed record ToyTrainer
{
    public static readonly TrainerPort Port = new(typeof(ToyTrainer), ["validation.accuracy", "validation.loss"]);

    public required ToyData Data { get; init; }

    public ToyNetwork Network { get; init; } = new();

    public ToyOptimizer Optimizer { get; init; } = new();

    [Range(1, 100_000)]
    public int BatchSize { get; init; } = 100;

    [Range(1, 1000)]
    public int Epochs { get; init; } = 6;

    /// <summary>How long and costly a trial is: larger networks and smaller batches cost more.</summary>
    public static TrialPlan Plan(JsonObject trainer)
    {
        int hidden = trainer["network"]!["hidden"]!.AsArray().Sum(units => (int)Number(units));
        return new TrialPlan((int)Number(trainer["epochs"]), 1 + (hidden / 8) + (200 / (int)Number(trainer["batchSize"])));
    }

    /// <summary>A number of a JSON tree, whatever type of number it was made of.</summary>
    public static double Number(JsonNode? node) => double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>What an epoch measures. Learning rates over 0.5 diverge, at an epoch that depends on the trial.</summary>
    public static EpochValues Train(Assignment assignment, int epoch)
    {
        JsonNode optimizer = assignment.Trainer["optimizer"]!;
        double rate = Number(optimizer["learningRate"]);
        var noise = new RandomStream(assignment.Seed, StreamPurpose.Batches, assignment.Work.Trial, (assignment.Work.Repeat * 1000) + epoch);
        double loss = (0.1 * Math.Pow(Elementary.Log(rate) + 4, 2)) + (1.0 / epoch) + (0.01 * noise.NextUnit())
            + (optimizer["type"]!.ToJsonString() == "\"momentum\"" ? Math.Abs(Number(optimizer["momentum"]) - 0.9) : 0.2);
        if (rate > 0.5 && epoch >= 1 + (assignment.Work.Trial % 3))
        {
            loss = assignment.Work.Trial % 2 == 0 ? double.NaN : double.PositiveInfinity;
        }

        bool isEnd = !double.IsFinite(loss) || epoch == (int)Number(assignment.Trainer["epochs"]);
        return new EpochValues(
            epoch,
            new Dictionary<string, double> { ["validation.accuracy"] = 1 / (1 + loss), ["validation.loss"] = loss },
            Layers: new Dictionary<string, IReadOnlyList<double>> { ["deadShare"] = [noise.NextUnit(), 0] },
            Diagnosis: isEnd ? new TrialDiagnosis(double.IsFinite(loss) ? "healthy" : "diverged", string.Create(CultureInfo.InvariantCulture, $"the loss is {loss:R}")) : null);
    }
}

public sealed record ToyData
{
    public required string Path { get; init; }

    public string? Fingerprint { get; init; }
}

public sealed record ToyNetwork
{
    public int[] Hidden { get; init; } = [16, 16];
}

public enum ToyRule
{
    Sgd,
    Momentum,
}

public sealed record ToyOptimizer
{
    public ToyRule Type { get; init; }

    [Range(0.0, 1e6)]
    public double LearningRate { get; init; } = 0.01;

    [Range(0.0, 1.0)]
    public double Momentum { get; init; } = 0.9;

    [Range(0.0, 1e6)]
    public double WeightDecay { get; init; }
}
