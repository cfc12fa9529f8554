namespace HyperSearch.Search.Pruners;

/// <summary>
/// Our own: for every epoch, regresses the loss that is still to be gained from there to the end on the start of the curve, over the trials that may be known, and stops a
/// trial when the Student t of its final loss gives it too small a chance of beating the best completed one (<see cref="CurveForecast"/>).
/// </summary>
/// <remarks>
/// <para>
/// The regression is Bayesian: few or scattered curves make wide forecasts, as does a start unlike all that is known, so that in doubt a trial goes on, and becomes one of the curves that the
/// next forecasts rest on. Values alone (median, halving) stop what starts slowly; here the gain of the last doublings of the epochs speaks for it.
/// </para>
/// <para>
/// Trials that were stopped, or are still under way, teach by the part of the way that they went, with a fifth of the weight: they are the ones that look like what is to be stopped next, and
/// completed ones, soon the good ones alone, say little of those.
/// </para>
/// <para>A rule costs (the last 200 completed trials, and the last 200 others) x (epochs) x 30 multiplications. Deterministic: a fixed order of sums, no elementary function of the C library.</para>
/// </remarks>
public sealed class CurvePruner(CurvePrunerOptions options) : IPruner
{
    private const int MostCurves = 200;

    // What a curve loses in the end beyond this share of the unit, as one does that falls to chance, is not counted against others: their fates would all become uncertain.
    private const double MostLost = 0.1;

    // Of the largest descent of a curve: with two good trials to begin with, their distance says nothing of how far others may yet come.
    private const double LeastUnit = 0.05;

    // How far beyond an epoch a curve without an end must be known to say something of the way from there, and what that counts beside a completed one.
    private const double LeastPart = 1.5, WeightOfPart = 0.2;

    /// <inheritdoc />
    public PrunerRule? RuleFor(PrunerKnowledge known)
    {
        KnownCurve[] full = [.. known.Curves.Where(c => c.IsComplete && c.Budget == known.Epochs && IsFinite(c))];
        if (full.Length < options.StartTrials)
        {
            return null;
        }

        KnownCurve[] used = full[^Math.Min(MostCurves, full.Length)..];
        double unit = Math.Max(Spread(used), LeastUnit * used.Max(c => c.At(1) - c.Final));
        if (!(unit > 0 && double.IsFinite(unit)))
        {
            return null; // all alike: nothing tells them apart
        }

        KnownCurve[] parts = [.. known.Curves.Where(c => !c.IsComplete && c.Budget == known.Epochs && IsFinite(c)).TakeLast(MostCurves)];
        double best = full.Min(c => c.Final);
        var forecasts = new List<CurveForecast>();
        for (int epoch = options.WarmupEpochs + 1; epoch < known.Epochs; epoch++)
        {
            forecasts.Add(Forecast(used, [.. parts.Where(c => c.Count >= LeastPart * epoch)], epoch, known.Epochs, best, unit));
        }

        return forecasts.Count > 0 ? new CurveRule(best, options.Chance, unit, used.Length, forecasts) : null;
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

    private static CurveForecast Forecast(KnownCurve[] curves, KnownCurve[] parts, int epoch, int epochs, double best, double unit)
    {
        double centre = curves.Sum(c => CurveFeatures.Level(LossOf(c), epoch)) / curves.Length;
        CurveLesson[] lessons = [.. curves.Select(c => Lesson(c, epochs)), .. parts.Select(c => Lesson(c, c.Count))];
        CurveRegression all = CurveRegression.Fit(lessons);

        // Curves that end far worse than forecast are left out for the same reason; it can only favour a trial.
        double[] errors = [.. lessons.Select(l => (l.Gain - all.Predict(l.Start)) / l.Doubt)];
        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        double most = Math.Max(3 * 1.4826 * sizes[sizes.Length / 2], 0.02); // three standard deviations, by the median
        CurveLesson[] kept = [.. lessons.Where((_, i) => errors[i] >= -most)];
        return (kept.Length == lessons.Length ? all : CurveRegression.Fit(kept)).ToForecast(epoch, centre);

        CurveLesson Lesson(KnownCurve curve, int last)
        {
            Func<int, double> lossOf = LossOf(curve);
            double gain = Math.Max(-MostLost, (CurveFeatures.Level(lossOf, epoch) - curve.Final) / unit);
            return new CurveLesson(
                CurveFeatures.ReadPart(lossOf, epoch, last, epochs, centre, unit), gain, CurveFeatures.Doubt(lossOf, epoch, last, best, unit), curve.IsComplete ? 1 : WeightOfPart);
        }
    }

    // A curve that its trainer's patience ended stays where it was.
    private static Func<int, double> LossOf(KnownCurve curve) => epoch => curve.At(Math.Min(epoch, curve.Count));
}
