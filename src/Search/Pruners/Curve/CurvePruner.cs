namespace HyperSearch.Search.Pruners;

/// <summary>
/// Our own: for every epoch, regresses the gain from there to the end on the start of the curve, over the completed trials that may be known, and stops a trial when the Student t of its
/// final loss gives it too small a chance of beating the best of them.
/// </summary>
public sealed class CurvePruner(CurvePrunerOptions options) : IPruner
{
    private const int MostCurves = 200, Size = CurveFeatures.Count;

    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        KnownCurve[] full = [.. known.Curves.Where(c => c.IsComplete && c.Budget == known.Epochs && IsFinite(c))];
        if (full.Length < options.StartTrials)
        {
            return null;
        }

        double best = full.Min(c => c.Final);
        KnownCurve[] used = full[^Math.Min(MostCurves, full.Length)..];
        double unit = Spread(used);
        if (!(unit > 0))
        {
            return null;
        }

        var forecasts = new List<CurveForecast>();
        for (int epoch = Math.Max(1, options.WarmupEpochs + 1); epoch < known.Epochs; epoch++)
        {
            forecasts.Add(Forecast(used, epoch, known.Epochs, unit));
        }

        return new CurveRule(best, options.Chance, unit, used.Length, forecasts);
    }

    private static bool IsFinite(KnownCurve curve)
    {
        for (int e = 1; e <= curve.Count; e++)
        {
            if (!double.IsFinite(curve.At(e)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How far the final losses lie apart: half the distance from the best to the worst tenth.</summary>
    private static double Spread(KnownCurve[] curves)
    {
        double[] finals = [.. curves.Select(c => c.Final).Order()];
        return (finals[finals.Length - 1 - (finals.Length / 10)] - finals[0]) / 2;
    }

    private static CurveForecast Forecast(KnownCurve[] curves, int epoch, int epochs, double unit)
    {
        // A curve that its trainer's patience ended stays where it was.
        double[] levels = [.. curves.Select(c => CurveFeatures.Level(LossOf(c), epoch))];
        double centre = levels.Sum() / levels.Length;
        double[][] x = [.. curves.Select(c => Features(c, epoch, centre, unit))];
        double[] y = [.. curves.Select((c, i) => (levels[i] - c.Final) / unit)];
        CurveRegression all = CurveRegression.Fit(x, y, epoch, epochs);

        // Curves that end far worse than forecast (they diverged) would make everything else uncertain; leaving them out can only favour a trial.
        double[] errors = [.. x.Select((f, i) => y[i] - all.Predict(f))];
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        double most = Math.Max(3 * 1.4826 * sorted[sorted.Length / 2], 0.02);
        int[] kept = [.. Enumerable.Range(0, y.Length).Where(i => errors[i] >= -most)];
        CurveRegression fit = kept.Length == y.Length ? all : CurveRegression.Fit([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])], epoch, epochs);
        return fit.ToForecast(epoch, centre);
    }

    private static double[] Features(KnownCurve curve, int epoch, double centre, double unit)
    {
        double[] x = new double[Size];
        CurveFeatures.Read(LossOf(curve), epoch, centre, unit, x);
        return x;
    }

    private static Func<int, double> LossOf(KnownCurve curve) => e => curve.At(Math.Min(e, curve.Count));
}
