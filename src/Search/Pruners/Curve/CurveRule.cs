namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose chance of a final loss below the best known one is small.</summary>
/// <param name="Best">The best known final loss.</param>
/// <param name="Chance">The chance below which it stops.</param>
/// <param name="Unit">The unit of losses in the forecasts.</param>
/// <param name="Known">How many completed curves they rest on.</param>
/// <param name="Forecasts">A forecast for each epoch in which the trial may be stopped, by rising epochs.</param>
public sealed record CurveRule(double Best, double Chance, double Unit, int Known, IReadOnlyList<CurveForecast> Forecasts) : PrunerRule
{
    /// <inheritdoc />
    public override string? ReasonToStop(LossCurve own)
    {
        int epoch = own.Losses.Count;
        CurveForecast? forecast = Forecasts.Count > 0 && epoch >= Forecasts[0].Epoch && epoch - Forecasts[0].Epoch < Forecasts.Count ? Forecasts[epoch - Forecasts[0].Epoch] : null;
        if (forecast is null)
        {
            return null;
        }

        Span<double> x = stackalloc double[CurveFeatures.Count];
        CurveFeatures.Read(e => own.Losses[e - 1], epoch, forecast.Centre, Unit, x);
        double gain = 0, spread = 0;
        for (int i = 0, c = 0; i < x.Length; i++)
        {
            gain += forecast.Weights[i] * x[i];
            for (int j = i; j < x.Length; j++, c++)
            {
                spread += (i == j ? 1 : 2) * forecast.Covariance[c] * x[i] * x[j];
            }
        }

        double level = CurveFeatures.Level(e => own.Losses[e - 1], epoch);
        double final = level - (gain * Unit), scale = Unit * Math.Sqrt(forecast.Variance * (1 + Math.Max(0, spread)));
        double chance = StudentT.Cdf((Best - final) / scale, forecast.Degrees);
        return chance < Chance
            ? Text($"pruned at epoch {epoch}: from {own.ValueOf(own.Losses[^1]):G4} it would end at about {own.ValueOf(final):G3}, with a chance of {100 * chance:G2} % of beating {own.ValueOf(Best):G4}, by {Known} curves")
            : null;
    }
}
