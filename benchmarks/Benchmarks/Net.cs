using HyperSearch.Trainer.Options;

namespace HyperSearch.Benchmarks;

/// <summary>A network that is trained side by side here and elsewhere, on MNIST.</summary>
internal sealed record Net(string Name, int[] Hidden, int Batch, OptimizerKind Optimizer, double WeightDecay, int Samples, int Epochs)
{
    public Normalization Normalization { get; init; } = Normalization.None;

    public double Dropout { get; init; }

    /// <summary>Whether the numpy script can train it.</summary>
    public bool IsPlain => Normalization == Normalization.None && Dropout == 0;

    public string Description => $"784-{string.Join('-', Hidden)}-10, batch {Batch}, {Optimizer}{(WeightDecay > 0 ? " + L2" : "")}{(Normalization == Normalization.Batch ? ", batch normalisation" : "")}{(Dropout > 0 ? $", dropout {Dropout}" : "")}, {Samples} samples";

    public static IReadOnlyList<Net> All { get; } =
    [
        new("book", [100, 100, 100, 100, 100, 100], 100, OptimizerKind.Sgd, 1e-4, 400, 100),
        new("medium", [256, 256], 128, OptimizerKind.Adam, 0, 10_000, 5),
        new("large", [1000, 1000], 256, OptimizerKind.Sgd, 0, 10_000, 3),
        new("batch-norm", [256, 256], 128, OptimizerKind.Adam, 0, 10_000, 5) { Normalization = Normalization.Batch },
        new("dropout", [256, 256], 128, OptimizerKind.Adam, 0, 10_000, 5) { Dropout = 0.5 },
    ];
}
