using System.ComponentModel;

namespace HyperSearch.Search.Studies;

/// <summary>The number that is optimised.</summary>
[Description("The number that is optimised.")]
public sealed record ObjectiveOptions
{
    /// <summary>Which metric of the trainer.</summary>
    [Description("Which metric of the trainer is optimised. Default: validation.accuracy.")]
    public string Metric { get; init; } = "validation.accuracy";

    /// <summary>Whether more or less of it is better.</summary>
    [Description("Whether more (maximize) or less (minimize) of it is better. Default: maximize for accuracies and r2, minimize for losses and rmse.")]
    public Direction? Direction { get; init; }

    /// <summary>Which epoch of a trial counts.</summary>
    [Description("Which epoch of a trial counts: the last, or the one with the best value. Default: last.")]
    public ObjectiveEpoch At { get; init; }

    /// <summary>Whether <paramref name="a"/> is better than <paramref name="b"/>; a number is better than NaN.</summary>
    public bool IsBetter(double a, double b) => Loss(a).CompareTo(Loss(b)) < 0;

    /// <summary>The value as a loss: less is better, and NaN is worse than everything.</summary>
    public double Loss(double value) => double.IsNaN(value) ? double.PositiveInfinity : Direction == Studies.Direction.Maximize ? -value : value;

    /// <summary>A trial's value, from its intermediate values.</summary>
    public double ValueOf(IReadOnlyList<double> values) => At == ObjectiveEpoch.Best ? values.Aggregate((best, v) => IsBetter(v, best) ? v : best) : values[^1];
}
