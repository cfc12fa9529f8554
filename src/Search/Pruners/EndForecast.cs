namespace HyperSearch.Search.Pruners;

/// <summary>Where a trial that was stopped would have ended, as far as its pruner can tell.</summary>
/// <param name="Loss">The final loss that is expected; less is better.</param>
/// <param name="Deviation">How far off that may be: a standard deviation, or what comes near it.</param>
public readonly record struct EndForecast(double Loss, double Deviation);
