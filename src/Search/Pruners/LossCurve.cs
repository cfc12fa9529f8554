using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Pruners;

/// <summary>
/// A trial's intermediate values as losses: after each epoch, the loss that its objective would be if it ended there (the last value, or the best one so far). Coordinator and
/// worker both read rules on it, so that they come to the same end.
/// </summary>
/// <param name="objective">What is optimised.</param>
/// <param name="reserved">For how many epochs there is room from the start.</param>
public sealed class LossCurve(ObjectiveOptions objective, int reserved = 0)
{
    private readonly List<double> losses = new(reserved);

    /// <summary>A loss for each epoch; less is better, and NaN values are infinite.</summary>
    public IReadOnlyList<double> Losses => losses;

    /// <summary>Adds the objective's metric of the next epoch.</summary>
    public void Add(double value)
    {
        double loss = objective.Loss(value);
        losses.Add(objective.At == ObjectiveEpoch.Best && losses.Count > 0 ? Math.Min(losses[^1], loss) : loss);
    }

    /// <summary>The value that a loss stands for.</summary>
    public double ValueOf(double loss) => objective.Direction == Direction.Maximize ? 0 - loss : loss;
}
