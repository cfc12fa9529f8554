using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Where FLOW2 stands after some ended trials (Wu, Wang, Huang, "Frugal optimization for cost-related hyperparameters", AAAI 2021, arXiv:2005.01571): the incumbent of the present
/// local search, its step size, and what was tried around it.
/// </summary>
/// <remarks>
/// A trial belongs to the present search by where it lies, not by who proposed it: near the incumbent it moves it or counts as a step in vain; a late result of an earlier search lies far
/// off and does neither. So results may come in any order, and in any number at once.
/// </remarks>
internal sealed class LocalSearch
{
    private readonly FrugalSpace space;
    private readonly CostFrugalTunerOptions options;
    private readonly SobolSequence starts;
    private readonly int patience, inFlight;
    private readonly double firstDelta;
    private readonly List<double[]> tried = [];
    private readonly List<(double[] X, double Cost)> ended = [];
    private readonly List<KnownTrial> told = [];
    private int failures, strays, begun;

    /// <summary>The first search, before any trial has ended.</summary>
    /// <param name="space">Where it goes.</param>
    /// <param name="options">The settings.</param>
    /// <param name="starts">Where the later ones begin.</param>
    /// <param name="inFlight">How many trials run at once.</param>
    public LocalSearch(FrugalSpace space, CostFrugalTunerOptions options, SobolSequence starts, int inFlight)
    {
        (this.space, this.options, this.starts, this.inFlight) = (space, options, starts, inFlight);
        patience = options.Patience ?? 2 * space.Dimensions;
        firstDelta = options.Step * Math.Sqrt(space.Dimensions);
        Delta = firstDelta;
        Centre = [.. Enumerable.Repeat(0.5, space.Dimensions)];
    }

    /// <summary>Which local search this is, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>The point of the incumbent, or of the start while none has completed there.</summary>
    public double[] Centre { get; private set; }

    /// <summary>The best trial of this search; null while none has completed.</summary>
    public KnownTrial? Incumbent { get; private set; }

    /// <summary>delta: the present length of a step.</summary>
    public double Delta { get; private set; }

    /// <summary>What was tried around the incumbent with the present step size and is no better, in the order of the ends. The former incumbent is the first of them, so that the way on is its mirror image.</summary>
    public IReadOnlyList<double[]> Tried => tried;

    /// <summary>Whether half of the steps in vain have been made after which the next are shorter.</summary>
    public bool IsHalfWay => 2 * failures >= patience;

    /// <summary>Which way trials become more expensive.</summary>
    public CostTrend Cost() => new(ended, space.Dimensions);

    /// <summary>Goes on to where it stands after all of the given trials; false, and it is left as it is, where it has learnt something else.</summary>
    public bool TryGoOn(IReadOnlyList<KnownTrial> trials)
    {
        if (KnownTrial.CommonStart(told, trials) < told.Count)
        {
            return false;
        }

        for (int i = told.Count; i < trials.Count; i++)
        {
            Add(trials[i]);
        }

        return true;
    }

    /// <summary>Goes on by the trial that ended next.</summary>
    public void Add(KnownTrial trial)
    {
        double[] x = space.Encode(trial.Parameters, Centre);
        told.Add(trial);
        ended.Add((x, trial.Cost));
        double distance = space.Distance(x, Centre);
        if (Incumbent is null ? Number > 0 && !IsNear(distance) : distance > 2 * FrugalSpace.Reach * Delta)
        {
            // Where everything near has been tried, proposals lie elsewhere. What was proposed before this search began says nothing about it.
            strays += trial.Number >= begun ? 1 : 0;
            if (strays >= patience)
            {
                Restart();
            }

            return;
        }

        strays = 0;
        if (trial.Outcome == Outcome.Completed && (Incumbent is null || Precedes(trial, Incumbent)))
        {
            Move(x, trial);
        }
        else if (Incumbent is null)
        {
            Restart(); // it began where nothing completes
        }
        else
        {
            tried.Add(x);
            if (IsNear(distance) && ++failures >= patience)
            {
                Shorten();
            }
        }
    }

    /// <summary>Whether a point so far from the incumbent is one step away.</summary>
    public bool IsNear(double distance) => distance <= FrugalSpace.Reach * Delta;

    private static bool Precedes(KnownTrial a, KnownTrial b) => a.Loss < b.Loss || (a.Loss == b.Loss && a.Cost < b.Cost);

    private void Move(double[] x, KnownTrial trial)
    {
        tried.Clear();
        if (Incumbent is not null)
        {
            tried.Add(Centre);
        }

        (Centre, Incumbent, failures) = (x, trial, 0);
    }

    private void Shorten()
    {
        Delta *= options.Shrink;
        failures = 0;
        tried.Clear();
        if (Delta < options.LeastStep * Math.Sqrt(space.Dimensions))
        {
            Restart();
        }
    }

    private void Restart()
    {
        Number++;
        (Centre, Incumbent, Delta, failures, strays, begun) = (Start(), null, firstDelta, 0, 0, ended.Count + inFlight);
        tried.Clear();
    }

    /// <summary>Of the next four points of the sequence the two that lie farthest from everything tried, and of those the cheaper one.</summary>
    private double[] Start()
    {
        const int candidates = 4;
        double[][] points = [.. Enumerable.Range(0, candidates).Select(_ => new double[space.Dimensions])];
        for (int i = 0; i < candidates; i++)
        {
            starts.Point((uint)((Number * candidates) + i), points[i]);
        }

        CostTrend cost = Cost();
        return points.OrderByDescending(Isolation).Take(candidates / 2).MinBy(cost.Along)!;
    }

    /// <summary>How far a point lies from everything tried.</summary>
    private double Isolation(double[] point)
    {
        double least = double.PositiveInfinity;
        foreach ((double[] x, _) in ended)
        {
            least = Math.Min(least, space.SquaredDistance(x, point));
        }

        return Math.Sqrt(least);
    }
}
