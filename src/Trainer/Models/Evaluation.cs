using HyperSearch.Trainer.Data;

namespace HyperSearch.Trainer.Models;

/// <summary>How well predictions fit the labels of some samples.</summary>
public sealed record Evaluation
{
    /// <summary>The number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>
    /// The mean loss. Of one model that of its loss function; of an ensemble that of the averaged probabilities (-log of the label's) or of the averaged number, and null where
    /// the members were trained for another loss than softmax cross-entropy.
    /// </summary>
    public double? Loss { get; init; }

    /// <summary>The share of samples that are classified rightly; null for regression.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The most classes a confusion matrix is made for.</summary>
    public const int MostConfused = 1000;

    /// <summary>By true class and predicted class, the number of samples; null for regression and for more than <see cref="MostConfused"/> classes.</summary>
    public IReadOnlyList<int[]>? Confusion { get; init; }

    /// <summary>For regression: the root of the mean squared error; else null.</summary>
    public double? Rmse { get; init; }

    /// <summary>For regression: 1 - squared errors / squared deviations from the mean; null elsewhere, and where all numbers are the same.</summary>
    public double? R2 { get; init; }

    /// <summary>Compares predictions with the labels of the samples they are for, in the same order.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="data">The data.</param>
    /// <param name="samples">The samples of it.</param>
    /// <param name="loss">The mean loss; not asked for regression, where it is that of the predictions.</param>
    public static Evaluation Of(Predictions predictions, Dataset data, ReadOnlySpan<int> samples, double? loss)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(data);
        return data.IsRegression ? OfNumbers(predictions, data.Targets.Span, samples) : OfClasses(predictions, data, samples) with { Loss = loss };
    }

    /// <summary>The mean of -log of the probability of the label.</summary>
    public static double CrossEntropy(Predictions predictions, Dataset data, ReadOnlySpan<int> samples)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(data);
        double sum = 0;
        for (int i = 0; i < samples.Length; i++)
            sum -= Numerics.Elementary.Log(Math.Max(predictions[i][data.Labels.Span[samples[i]]], double.Epsilon));

        return sum / samples.Length;
    }

    private static Evaluation OfClasses(Predictions predictions, Dataset data, ReadOnlySpan<int> samples)
    {
        int[][]? confusion = data.Classes <= MostConfused ? [.. Enumerable.Range(0, data.Classes).Select(_ => new int[data.Classes])] : null;
        int correct = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            int label = data.Labels.Span[samples[i]], predicted = predictions.LabelOf(i);
            if (confusion is not null)
                confusion[label][predicted]++;

            correct += label == predicted ? 1 : 0;
        }

        return new Evaluation { Samples = samples.Length, Accuracy = (double)correct / samples.Length, Confusion = confusion };
    }

    private static Evaluation OfNumbers(Predictions predictions, ReadOnlySpan<float> targets, ReadOnlySpan<int> samples)
    {
        double mean = 0, deviations = 0, errors = 0;
        foreach (int sample in samples)
            mean += (double)targets[sample] / samples.Length;

        for (int i = 0; i < samples.Length; i++)
        {
            double target = targets[samples[i]], error = predictions[i][0] - target;
            deviations += (target - mean) * (target - mean);
            errors += error * error;
        }

        return new Evaluation
        {
            Samples = samples.Length,
            Loss = errors / samples.Length,
            Rmse = Math.Sqrt(errors / samples.Length),
            R2 = deviations > 0 ? 1 - (errors / deviations) : null,
        };
    }
}
