using System.Globalization;
using HyperSearch.Trainer.Data;
using HyperSearch.Trainer.Options;

namespace HyperSearch.Trainer.Training;

/// <summary>One verdict on a training, with its evidence in words and numbers.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Evidence">A sentence that says what it rests on.</param>
public sealed record Diagnosis(Verdict Verdict, string Evidence)
{
    /// <summary>
    /// Judges a training by its epochs. The first that holds is the verdict: diverged, dead units, saturated, vanishing gradients, overfitted, learning rate too low,
    /// underfitted, healthy. A pure function of numbers that are the same on every machine.
    /// </summary>
    /// <param name="options">What was trained.</param>
    /// <param name="shape">The sizes of the data.</param>
    /// <param name="epochs">The epochs from the first on, at least one.</param>
    public static Diagnosis Of(TrainerOptions options, DataShape shape, IReadOnlyList<EpochMetrics> epochs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(epochs);
        ArgumentOutOfRangeException.ThrowIfZero(epochs.Count);
        EpochMetrics last = epochs[^1];
        double chance = ChanceLoss(options.Loss, shape.Classes, last);
        return Diverged(options, epochs, chance)
            ?? Dead(last, chance)
            ?? Saturated(last, chance)
            ?? Vanishing(last, chance)
            ?? Overfitted(last, chance)
            ?? TooSlow(options, epochs, chance)
            ?? Underfitted(last, chance)
            ?? new Diagnosis(Verdict.Healthy, $"the training loss fell to {Text(last.TrainLoss)}, {Text(100 * last.TrainLoss / chance)} % of that of knowing nothing, and the validation part follows");
    }

    // What is lost without knowing anything: all classes alike, or the mean of the numbers to be predicted.
    private static double ChanceLoss(LossKind loss, int classes, EpochMetrics last) => loss switch
    {
        _ when last.ValidationR2 is { } r2 => r2 < 1 ? last.ValidationLoss / (1 - r2) : 1,
        LossKind.SoftmaxCrossEntropy => Numerics.Elementary.Log(classes),
        LossKind.Hinge => (classes - 1.0) / classes,
        _ => (classes - 1.0) / ((double)classes * classes),
    };

    private static Diagnosis? Diverged(TrainerOptions options, IReadOnlyList<EpochMetrics> epochs, double chance)
    {
        EpochMetrics first = epochs[0], last = epochs[^1];
        string rate = $"at a learning rate of {Text(options.Optimizer.LearningRate)}";
        return !last.IsFinite ? new(Verdict.Diverged, $"the loss was no finite number in epoch {last.Epoch}, {rate}")
            : last.TrainLoss > 2 * first.TrainLoss && last.TrainLoss > 1.5 * chance
                ? new(Verdict.Diverged, $"the training loss rose from {Text(first.TrainLoss)} in epoch {first.Epoch} to {Text(last.TrainLoss)} in epoch {last.Epoch}, {rate}")
            : null;
    }

    private static Diagnosis? Dead(EpochMetrics last, double chance) =>
        last.Layers.MaxBy(layer => layer.DeadShare) is { } worst && worst.DeadShare >= (last.TrainLoss > 0.5 * chance ? 0.5 : 0.9)
            ? new(Verdict.DeadUnits, $"{Text(100 * worst.DeadShare)} % of the units of layer {worst.Layer} give zero for every probed sample")
            : null;

    private static Diagnosis? Saturated(EpochMetrics last, double chance) =>
        last.Layers.MaxBy(layer => layer.SaturatedShare) is { } worst && worst.SaturatedShare >= (last.TrainLoss > 0.5 * chance ? 0.5 : 0.9)
            ? new(Verdict.Saturated, $"{Text(100 * worst.SaturatedShare)} % of the outputs of layer {worst.Layer} are at the ends of the activation's range")
            : null;

    private static Diagnosis? Vanishing(EpochMetrics last, double chance)
    {
        if (last.Layers.Count < 2 || last.TrainLoss <= 0.9 * chance)
            return null;

        LayerState first = last.Layers[0], final = last.Layers[^1];
        return first.GradientNorm < 1e-3 || first.GradientNorm < 0.01 * final.GradientNorm
            ? new(
                Verdict.VanishingGradients,
                $"the gradient of layer 1 has a norm of {Text(first.GradientNorm)}, that of layer {final.Layer} one of {Text(final.GradientNorm)}, and the training loss is still {Text(last.TrainLoss)} ({Text(chance)} is knowing nothing)")
            : null;
    }

    private static Diagnosis? Overfitted(EpochMetrics last, double chance)
    {
        if (last.TrainLoss > 0.5 * chance || double.IsNaN(last.ValidationLoss))
            return null;

        double gap = last.TrainAccuracy - last.ValidationAccuracy;
        return gap >= 0.1 ? new(Verdict.Overfitted, $"{Text(100 * last.TrainAccuracy)} % of the training part are right and {Text(100 * last.ValidationAccuracy)} % of the validation part, a gap of {Text(100 * gap)}")
            : last.ValidationR2 is not null && last.ValidationLoss > 2 * last.TrainLoss && last.ValidationLoss > 0.05 * chance
                ? new(Verdict.Overfitted, $"the validation loss is {Text(last.ValidationLoss)}, the training loss {Text(last.TrainLoss)}")
            : null;
    }

    private static Diagnosis? TooSlow(TrainerOptions options, IReadOnlyList<EpochMetrics> epochs, double chance)
    {
        EpochMetrics last = epochs[^1];
        if (last.TrainLoss <= 0.4 * chance)
            return null;

        if (epochs.Count >= 3)
        {
            EpochMetrics before = epochs[epochs.Count - 1 - Math.Max(2, epochs.Count / 4)];
            double fall = 1 - (last.TrainLoss / before.TrainLoss), begin = Math.Max(epochs[0].TrainLoss, chance);

            // By much, or by little but as fast as before: a training that has come to rest does neither.
            if (fall >= 0.05 || (fall >= 0.01 && before.TrainLoss - last.TrainLoss >= 0.15 * (begin - last.TrainLoss)))
            {
                return new(
                    Verdict.LearningRateTooLow,
                    $"the training loss is {Text(last.TrainLoss)} and still falling: {Text(100 * fall)} % from epoch {before.Epoch} to {last.Epoch}, at a learning rate of {Text(options.Optimizer.LearningRate)}");
            }
        }

        return last.Layers.MaxBy(layer => layer.UpdateRatio) is { UpdateRatio: < 1e-4 } most
            ? new(
                Verdict.LearningRateTooLow,
                $"a step changes the weights by {Text(most.UpdateRatio)} of their size at most, and the training loss is still {Text(last.TrainLoss)} ({Text(chance)} is knowing nothing), at a learning rate of {Text(options.Optimizer.LearningRate)}")
            : null;
    }

    private static Diagnosis? Underfitted(EpochMetrics last, double chance) => last.TrainLoss > 0.4 * chance
        ? new(Verdict.Underfitted, $"the training loss stays at {Text(last.TrainLoss)}, {Text(100 * last.TrainLoss / chance)} % of that of knowing nothing")
        : null;

    private static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E+0", "e+", StringComparison.Ordinal);
}
