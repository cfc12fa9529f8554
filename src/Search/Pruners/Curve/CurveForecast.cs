namespace HyperSearch.Search.Pruners;

/// <summary>
/// What the completed curves say of the way from one epoch to the end: a Bayesian linear regression of the gain that is still to come on the features of the start
/// (<see cref="CurveFeatures"/>), which gives a Student t for the final loss.
/// </summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Centre">What levels are measured from.</param>
/// <param name="Weights">The mean of the weights.</param>
/// <param name="Covariance">Their covariance over the noise's variance: the upper triangle, row by row.</param>
/// <param name="Variance">The variance of the noise (the Student t's scale).</param>
/// <param name="Degrees">The Student t's degrees of freedom, even.</param>
public sealed record CurveForecast(int Epoch, double Centre, IReadOnlyList<double> Weights, IReadOnlyList<double> Covariance, double Variance, int Degrees);
