using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Losses;

/// <summary>The loss, for classes, that an option names.</summary>
internal static class LossFactory
{
    public static LossFunction Create(LossKind kind) => kind switch
    {
        LossKind.SoftmaxCrossEntropy => SoftmaxCrossEntropy.Score,
        LossKind.Hinge => Hinge.Score,
        LossKind.MeanSquaredError => MeanSquaredError.ScoreClasses,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such loss"),
    };
}
