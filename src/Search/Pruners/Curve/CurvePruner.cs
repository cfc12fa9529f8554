namespace HyperSearch.Search.Pruners;

/// <summary>
/// Our own: for every epoch, regresses the loss that is still to be gained from there to the end on the start of the curve, over the completed trials that may be known, and stops a
/// trial when the Student t of its final loss gives it too small a chance of beating the best of them (<see cref="CurveForecast"/>).
/// </summary>
/// <remarks>
/// <para>
/// The regression is Bayesian: few or scattered curves make wide forecasts, as does a start unlike all that is known, so that in doubt a trial goes on, and becomes one of the curves that the
/// next forecasts rest on. Values alone (median, halving) stop what starts slowly; here the gain of the last doublings of the epochs speaks for it.
/// </para>
/// <para>A rule costs (completed trials, of which the last 200 are used) x (epochs) x 30 multiplications. Deterministic: a fixed order of sums, no elementary function of the C library.</para>
/// </remarks>
public sealed class CurvePruner(CurvePrunerOptions options) : IPruner
{
    private const int MostCurves = 200;

    // What a curve loses in the end beyond this share of the unit, as one does that falls to chance, is not counted against others: their fates would all become uncertain.
    private const double MostLost = 0.1;

    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        KnownCurve[] full = [.. known.Curves.Where(c => c.IsComplete && c.Budget == known.Epochs && IsFinite(c))];
        if (full.Length < options.StartTrials)
        {
            return null;
        }

        KnownCurve[] used = full[^Math.Min(MostCurves, full.Length)..];
        double unit = Spread(used);
        if (!(unit > 0 && double.IsFinite(unit)))
        {
            return null; // all alike: nothing tells them apart
        }

        var forecasts = new List<CurveForecast>();
        for (int epoch = options.WarmupEpochs + 1; epoch < known.Epochs; epoch++)
        {
            forecasts.Add(Forecast(used, epoch, known.Epochs, full.Min(c => c.Final), unit));
        }

        return forecasts.Count > 0 ? new CurveRule(full.Min(c => c.Final), options.Chance, unit, used.Length, forecasts) : null;
    }

    private static bool IsFinite(KnownCurve curve)
    {
        for (int epoch = 1; epoch <= curve.Count; epoch++)
        {
            if (!double.IsFinite(curve.At(epoch)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How far the final losses lie apart: the distance from the best to the median, or half of that to the worst tenth, which may be anywhere.</summary>
    private static double Spread(KnownCurve[] curves)
    {
        double[] finals = [.. curves.Select(c => c.Final).Order()];
        return Math.Max(finals[finals.Length / 2] - finals[0], (finals[finals.Length - 1 - (finals.Length / 10)] - finals[0]) / 2);
    }

    private static CurveForecast Forecast(KnownCurve[] curves, int epoch, int epochs, double best, double unit)
    {
        double[] levels = [.. curves.Select(c => CurveFeatures.Level(LossOf(c), epoch))];
        double centre = levels.Sum() / levels.Length;
        double[][] x = [.. curves.Select(c => CurveFeatures.Read(LossOf(c), epoch, epochs, centre, unit))];
        double[] y = [.. curves.Select((c, i) => Math.Max(-MostLost, (levels[i] - c.Final) / unit))];
        double[] doubts = [.. curves.Select(c => CurveFeatures.Doubt(LossOf(c), epoch, epochs, best, unit))];
        CurveRegression all = CurveRegression.Fit(x, y, doubts);

        // Curves that end far worse than forecast are left out for the same reason; it can only favour a trial.
        double[] errors = [.. x.Select((f, i) => (y[i] - all.Predict(f)) / doubts[i])];
        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        double most = Math.Max(3 * 1.4826 * sizes[sizes.Length / 2], 0.02); // three standard deviations, by the median
        int[] kept = [.. Enumerable.Range(0, y.Length).Where(i => errors[i] >= -most)];
        CurveRegression fit = kept.Length == y.Length ? all : CurveRegression.Fit([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])], [.. kept.Select(i => doubts[i])]);
        return fit.ToForecast(epoch, centre);
    }

    // A curve that its trainer's patience ended stays where it was.
    private static Func<int, double> LossOf(KnownCurve curve) => epoch => curve.At(Math.Min(epoch, curve.Count));
}
