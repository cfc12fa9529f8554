using HyperSearch.Numerics;
using HyperSearch.Search.Forests;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Looks for the parameter sets of the largest expected improvement: at random ones, and by local search from the best of them and from the best of the trials (Hutter, Hoos,
/// Leyton-Brown 2011, section 4.3).
/// </summary>
/// <param name="space">The space as the forest sees it.</param>
/// <param name="forest">What predicts mean and variance.</param>
/// <param name="best">The value that is to be improved upon (f_min in the paper).</param>
/// <param name="draws">For random parameter sets and neighbours.</param>
internal sealed class NeighbourSearch(ForestSpace space, RandomForest forest, double best, RandomStream draws)
{
    // From ten trials, as in the paper, and from as many random sets; a search that has not come to its end by then goes on in the next trial.
    private const int Starts = 10, MostSteps = 50;

    // The paper's neighbours of a number are four draws around it with a standard deviation of 0.2, which seldom hit what is better once the best is closely surrounded.
    private static readonly double[] Radii = [0.1, 0.025, 0.006, 0.0015];

    private readonly record struct Candidate(double[] Unit, ParameterSet Parameters, double Score);

    /// <summary>The ends of the local searches and all random sets, by expected improvement from the largest, without those that are not allowed.</summary>
    /// <param name="count">How many random sets are looked at.</param>
    /// <param name="trials">The parameter sets of trials.</param>
    /// <param name="isAllowed">Whether a parameter set may be proposed.</param>
    public List<ParameterSet> Find(int count, IReadOnlyList<ParameterSet> trials, Predicate<ParameterSet> isAllowed)
    {
        Candidate[] random = [.. Enumerable.Range(0, count).Select(_ => At(Uniform()))];
        Candidate[] ends = [.. Best(trials.Select(p => At(space.Unit(p)))).Concat(Best(random)).Select(Climb)];
        return [.. ends.Concat(random).OrderByDescending(c => c.Score).Select(c => c.Parameters).Where(p => isAllowed(p)).Take(Starts)];
    }

    /// <summary>The logarithm of the expected improvement, so that sets without any hope still have an order. Where all trees agree, next to nothing of doubt is left.</summary>
    public double Score(double mean, double variance)
    {
        double deviation = Math.Sqrt(Math.Max(variance, 1e-10));
        return Elementary.Log(deviation) + LogExpectedImprovement.At((best - mean) / deviation).Log;
    }

    /// <summary>The end of a local search: a parameter set none of whose drawn neighbours is better. It only ever moves to a better one.</summary>
    private Candidate Climb(Candidate start)
    {
        Candidate at = start;
        for (int step = 0; step < MostSteps; step++)
        {
            Candidate next = at;
            foreach (double[] unit in Neighbours(at))
            {
                next = At(unit) is var neighbour && neighbour.Score > next.Score ? neighbour : next;
            }

            if (!(next.Score > at.Score))
            {
                break;
            }

            at = next;
        }

        return at;
    }

    /// <summary>The points that differ in one active dimension: all other choices, numbers at four distances.</summary>
    private IEnumerable<double[]> Neighbours(Candidate at)
    {
        for (int d = 0; d < at.Unit.Length; d++)
        {
            if (!at.Parameters.IsActive(d))
            {
                continue;
            }

            if (space.Space.Dimensions[d] is ChoiceDimension choice)
            {
                for (int c = 0; c < choice.Choices.Count; c++)
                {
                    if (c != (int)at.Parameters[d])
                    {
                        yield return With(at.Unit, d, UnitCube.FromChoice(choice, c));
                    }
                }

                continue;
            }

            foreach (double radius in Radii)
            {
                yield return With(at.Unit, d, Math.Clamp(at.Unit[d] + (radius * draws.NextGaussian()), 0, 1));
            }
        }
    }

    private static IEnumerable<Candidate> Best(IEnumerable<Candidate> candidates) => candidates.OrderByDescending(c => c.Score).Take(Starts);

    private Candidate At(double[] unit)
    {
        ParameterSet parameters = space.Decode(unit);
        (double mean, double variance) = forest.Predict(space.Code(parameters));
        return new Candidate(unit, parameters, Score(mean, variance));
    }

    private double[] Uniform()
    {
        double[] unit = new double[space.Categories.Length];
        for (int d = 0; d < unit.Length; d++)
        {
            unit[d] = draws.NextUnit();
        }

        return unit;
    }

    private static double[] With(double[] unit, int dimension, double value)
    {
        double[] changed = [.. unit];
        changed[dimension] = value;
        return changed;
    }
}
