namespace HyperSearch.Search.Pruners;

/// <summary>Stops a trial whose chance of a final loss below the best known one is small.</summary>
/// <param name="Best">The best known final loss.</param>
/// <param name="Chance">The chance below which it stops.</param>
/// <param name="Unit">The unit of losses in the forecasts.</param>
/// <param name="Known">How many completed curves they rest on.</param>
/// <param name="Forecasts">A forecast for each epoch in which the trial may be stopped, by rising epochs without a gap.</param>
public sealed record CurveRule(double Best, double Chance, double Unit, int Known, IReadOnlyList<CurveForecast> Forecasts) : PrunerRule
{
    /// <inheritdoc />
    public override string? ReasonToStop(LossCurve own)
    {
        if (own.Losses[^1] <= Best || Forecast(own) is not { } end)
        {
            return null;
        }

        int epoch = own.Losses.Count;
        double chance = StudentT.Cdf((Best - end.Loss) / end.Deviation, Forecasts[epoch - Forecasts[0].Epoch].Degrees);
        return chance < Chance
            ? Text($"pruned at epoch {epoch}: from {own.ValueOf(own.Losses[^1]):G4} it would end at about {own.ValueOf(end.Loss):G3}, with a chance of {100 * chance:G2} % of beating {own.ValueOf(Best):G4}, by {Known} curves")
            : null;
    }

    /// <inheritdoc />
    public override EndForecast? Forecast(LossCurve own)
    {
        int epoch = own.Losses.Count, place = epoch - Forecasts[0].Epoch;
        if (place < 0 || place >= Forecasts.Count)
        {
            return null;
        }

        double LossOf(int e) => own.Losses[e - 1];
        int epochs = Forecasts[^1].Epoch + 1; // one for each epoch but the last
        double[] start = CurveFeatures.Read(LossOf, epoch, epochs, Forecasts[place].Centre, Unit);
        (double gain, double scale) = Forecasts[place].From(start, CurveFeatures.Doubt(LossOf, epoch, epochs, Best, Unit));

        // Whoever has come to a level can stop there: a forecast of worse is the regression's, beyond what it knows.
        return new EndForecast(CurveFeatures.Level(LossOf, epoch) - (Math.Max(0, gain) * Unit), scale * Unit);
    }
}
