namespace HyperSearch.Trainer.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">The mean loss of the samples trained on, each taken when its batch was: no extra pass.</param>
/// <param name="TrainAccuracy">The share of them that were classified rightly at that moment; NaN for regression.</param>
/// <param name="ValidationLoss">The mean loss of the validation part after the epoch.</param>
/// <param name="ValidationAccuracy">The share of the validation part that is classified rightly after the epoch; NaN for regression.</param>
public sealed record EpochMetrics(int Epoch, double TrainLoss, double TrainAccuracy, double ValidationLoss, double ValidationAccuracy)
{
    /// <summary>Whether there is a validation part; where there is none, its numbers are NaN.</summary>
    public bool HasValidation { get; init; } = true;

    /// <summary>For regression: the root of the mean squared error of the validation part after the epoch; else null.</summary>
    public double? ValidationRmse { get; init; }

    /// <summary>For regression: 1 - squared errors / squared deviations from the mean, of the validation part after the epoch; else null.</summary>
    public double? ValidationR2 { get; init; }

    /// <summary>How each layer fared, from the first to the one that gives the scores; empty where the epoch was cut short.</summary>
    public IReadOnlyList<LayerState> Layers { get; init; } = [];

    /// <summary>Whether training ends with this epoch before its time, because the patience is over.</summary>
    public bool EndsPatience { get; init; }

    /// <summary>Whether the losses are numbers; a training whose losses are not has diverged.</summary>
    public bool IsFinite => double.IsFinite(TrainLoss) && (!HasValidation || double.IsFinite(ValidationLoss));

    private (int, double, double, double, double, double?, double?) Values =>
        (Epoch, TrainLoss, TrainAccuracy, ValidationLoss, ValidationAccuracy, ValidationRmse, ValidationR2);

    /// <summary>Whether all numbers are equal, to the bit (NaN equals NaN); those of the layers too.</summary>
    public bool Equals(EpochMetrics? other) => other is not null && Values.Equals(other.Values) && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.GetHashCode();
}
