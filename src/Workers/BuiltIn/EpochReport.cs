using System.Globalization;
using System.Text.RegularExpressions;
using HyperSearch.Search.Coordination;
using HyperSearch.Trainer.Training;

namespace HyperSearch.Workers.BuiltIn;

/// <summary>Says what the trainer measured in the words of the search.</summary>
internal static partial class EpochReport
{
    /// <summary>An epoch as it is reported.</summary>
    /// <param name="epoch">What was measured.</param>
    /// <param name="diagnosis">The verdict on the training; null unless it ends with this epoch.</param>
    public static EpochValues Of(EpochMetrics epoch, Diagnosis? diagnosis) => new(
        epoch.Epoch,
        Metrics(epoch),
        epoch.EndsPatience,
        epoch.Layers.Count == 0 ? null : Layers(epoch.Layers),
        diagnosis is null ? null : new TrialDiagnosis(InWords(diagnosis.Verdict), diagnosis.Evidence));

    private static Dictionary<string, double> Metrics(EpochMetrics epoch) => epoch is { ValidationRmse: { } rmse, ValidationR2: { } r2 }
        ? new()
        {
            ["validation.rmse"] = rmse,
            ["validation.r2"] = r2,
            ["validation.loss"] = epoch.ValidationLoss,
            ["train.loss"] = epoch.TrainLoss,
        }
        : new()
        {
            ["validation.accuracy"] = epoch.ValidationAccuracy,
            ["validation.loss"] = epoch.ValidationLoss,
            ["train.accuracy"] = epoch.TrainAccuracy,
            ["train.loss"] = epoch.TrainLoss,
        };

    private static Dictionary<string, IReadOnlyList<double>> Layers(IReadOnlyList<LayerState> layers)
    {
        return new()
        {
            ["activationMean"] = All(l => l.ActivationMean),
            ["activationStd"] = All(l => l.ActivationStd),
            ["deadShare"] = All(l => l.DeadShare),
            ["saturatedShare"] = All(l => l.SaturatedShare),
            ["gradientNorm"] = All(l => l.GradientNorm),
            ["updateRatio"] = All(l => l.UpdateRatio),
        };

        double[] All(Func<LayerState, double> measure) => [.. layers.Select(l => Rounded(measure(l)))];
    }

    // Nobody looks at the fifth digit, and a long study writes millions of these numbers.
    private static double Rounded(double value) => double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // LearningRateTooLow: learning rate too low.
    private static string InWords(Verdict verdict) => InnerCapital().Replace(verdict.ToString(), " $0").ToLowerInvariant();

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex InnerCapital();
}
