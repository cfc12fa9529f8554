namespace HyperSearch.Search.Pruners;

/// <summary>What one curve says of the way from an epoch on.</summary>
/// <param name="Start">The features of its start (<see cref="CurveFeatures"/>).</param>
/// <param name="Gain">What it gained from there to its last known epoch, in units.</param>
/// <param name="Doubt">How large errors are there beside those of others.</param>
/// <param name="Weight">How much it counts: a curve that was trained to its end, 1.</param>
internal readonly record struct CurveLesson(double[] Start, double Gain, double Doubt, double Weight);
