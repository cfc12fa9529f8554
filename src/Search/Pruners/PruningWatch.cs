namespace HyperSearch.Search.Pruners;

/// <summary>Reads a rule along a training, on the worker's side.</summary>
public sealed class PruningWatch(Pruning pruning)
{
    private readonly LossCurve curve = new(pruning.Objective);

    /// <summary>Whether the training stops with the epoch that measured <paramref name="metrics"/>; called for each epoch, in order.</summary>
    public bool StopsAfter(IReadOnlyDictionary<string, double> metrics)
    {
        curve.Add(metrics.TryGetValue(pruning.Objective.Metric, out double value) ? value : double.NaN);
        return pruning.Rule.ReasonToStop(curve) is not null;
    }
}
