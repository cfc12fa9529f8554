namespace HyperSearch.Search.Pruners;

/// <summary>
/// What the completed curves say of the way from one epoch to the end: the gain that is still to come is <paramref name="Weights"/> times the features of the start
/// (<see cref="CurveFeatures"/>), and what it misses a Student t.
/// </summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Centre">What levels are measured from.</param>
/// <param name="Weights">The mean of the weights.</param>
/// <param name="Covariance">Their covariance over the noise's variance: the upper triangle, row by row.</param>
/// <param name="Variance">The square of the Student t's scale.</param>
/// <param name="Degrees">Its degrees of freedom, even.</param>
public sealed record CurveForecast(int Epoch, double Centre, IReadOnlyList<double> Weights, IReadOnlyList<double> Covariance, double Variance, int Degrees)
{
    /// <summary>The gain that is still to come from a start, and the scale of its Student t, which is wider the less the start resembles those that are known.</summary>
    /// <param name="start">The features of the start.</param>
    /// <param name="doubt">How large errors from there are beside those of others (<see cref="CurveFeatures.Doubt"/>).</param>
    internal (double Gain, double Scale) From(double[] start, double doubt)
    {
        double gain = 0, spread = 0;
        for (int i = 0, c = 0; i < start.Length; i++)
        {
            gain += Weights[i] * start[i];
            for (int j = i; j < start.Length; j++, c++)
            {
                spread += (i == j ? 1 : 2) * Covariance[c] * start[i] * start[j];
            }
        }

        return (gain, Math.Sqrt(Variance * ((doubt * doubt) + Math.Max(0, spread))));
    }
}
