using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>Looks for the parameter set with the largest expected improvement: many points of the space and around good trials, the best of them refined by descent.</summary>
internal sealed class AcquisitionSearch(GpSpace space, GaussianProcess process, double best, Knowledge known)
{
    private const int Anchors = 4, AroundEach = 16, Starts = 10, Evaluations = 60, Sweeps = 3;

    private static readonly double[] Radii = [0.1, 0.02, 0.003];

    private readonly record struct Candidate(double[] Unit, ParameterSet? Parameters, double Score);

    /// <summary>Parameter sets that were not proposed before, the most promising first.</summary>
    /// <param name="count">How many points of the whole space are looked at.</param>
    /// <param name="trials">What was tried; around the best of it more points are looked at.</param>
    /// <param name="means">What the process predicts for each.</param>
    public List<ParameterSet> Find(int count, ParameterSet[] trials, double[] means)
    {
        IEnumerable<double[]> anchors = Enumerable.Range(0, trials.Length).OrderBy(i => means[i]).ThenBy(i => i).Take(Anchors).Select(i => space.Unit(trials[i]));
        List<Candidate> ranked = [.. Rank([.. Spread(count), .. Around(anchors)])];
        List<Candidate> refined = [];
        foreach (Candidate start in Apart(ranked))
        {
            refined.Add(Refine(start));
        }

        return
        [
            .. refined.Concat(ranked.Take(20)).OrderByDescending(c => c.Score).Select(c => c.Parameters ?? space.Decode(c.Unit)).Where(p => !known.IsProposed(p)),
        ];
    }

    /// <summary>The logarithm of the expected improvement at a mean and variance.</summary>
    private double Score(double mean, double variance)
    {
        double deviation = Math.Sqrt(Math.Max(variance, 1e-14 * process.PriorVariance));
        return Elementary.Log(deviation) + LogExpectedImprovement.At((best - mean) / deviation).Log;
    }

    private IEnumerable<double[]> Spread(int count)
    {
        int dimensions = space.IsContinuous.Length;
        var sequence = new SobolSequence(dimensions, known.Draws(1000));
        for (uint i = 0; i < count; i++)
        {
            double[] unit = new double[dimensions];
            sequence.Point(i, unit);
            yield return unit;
        }
    }

    private IEnumerable<double[]> Around(IEnumerable<double[]> anchors)
    {
        RandomStream draws = known.Draws(1001);
        foreach (double[] anchor in anchors)
        {
            foreach (double radius in Radii)
            {
                for (int i = 0; i < AroundEach; i++)
                {
                    yield return [.. anchor.Select((u, d) => space.IsContinuous[d] ? Math.Clamp(u + (radius * draws.NextGaussian()), 0, 1)
                        : draws.NextUnit() is var chance && chance < 0.3 ? draws.NextUnit() : u)];
                }
            }
        }
    }

    private IEnumerable<Candidate> Rank(List<double[]> units)
    {
        int dimensions = space.IsContinuous.Length;
        (double[] Unit, ParameterSet? Parameters, double[] Code)[] open = space.IsPlain
            ? [.. units.Select(u => (u, (ParameterSet?)null, u))]
            : [.. units.Select(u => (Unit: u, Parameters: space.Decode(u))).Where(c => !known.IsProposed(c.Parameters)).DistinctBy(c => c.Parameters).Select(c => (c.Unit, (ParameterSet?)c.Parameters, space.Code(c.Parameters)))];
        Span<double> means = stackalloc double[16], variances = stackalloc double[16];
        double[] points = new double[16 * dimensions];
        var scored = new Candidate[open.Length];
        for (int begin = 0; begin < open.Length; begin += 16)
        {
            int length = Math.Min(16, open.Length - begin);
            for (int c = 0; c < length; c++)
            {
                for (int d = 0; d < dimensions; d++)
                {
                    points[(16 * d) + c] = open[begin + c].Code[d];
                }
            }

            process.AtSixteen(points, means, variances);
            for (int c = 0; c < length; c++)
            {
                scored[begin + c] = new Candidate(open[begin + c].Unit, open[begin + c].Parameters, Score(means[c], variances[c]));
            }
        }

        return scored.OrderByDescending(c => c.Score);
    }

    /// <summary>The best candidates that are not close to a better one.</summary>
    private static List<Candidate> Apart(List<Candidate> ranked)
    {
        List<Candidate> starts = [];
        foreach (Candidate candidate in ranked)
        {
            if (starts.All(s => s.Unit.Zip(candidate.Unit, (a, b) => Math.Abs(a - b)).Max() > 0.05))
            {
                starts.Add(candidate);
            }

            if (starts.Count == Starts)
            {
                break;
            }
        }

        return starts;
    }

    /// <summary>A local maximum from a candidate: by gradient in the continuous dimensions, by trying the neighbours in the others, in turns.</summary>
    private Candidate Refine(Candidate start)
    {
        Candidate at = Climb(start);
        for (int sweep = 0; sweep < Sweeps && !space.IsPlain; sweep++)
        {
            Candidate moved = Step(at);
            if (!(moved.Score > at.Score))
            {
                break;
            }

            at = Climb(moved);
        }

        return at;
    }

    private Candidate Climb(Candidate start)
    {
        double[] code = start.Parameters is null ? [.. start.Unit] : space.Code(start.Parameters);
        int[] free = [.. Enumerable.Range(0, code.Length).Where(d => space.IsContinuous[d] && (start.Parameters?.IsActive(d) ?? true))];
        if (free.Length == 0)
        {
            return start;
        }

        double[] x = [.. free.Select(d => code[d])], meanSlope = new double[code.Length], varianceSlope = new double[code.Length];
        double Minus(ReadOnlySpan<double> at, Span<double> gradient)
        {
            for (int i = 0; i < free.Length; i++)
            {
                code[free[i]] = at[i];
            }

            (double mean, double variance) = process.At(code, meanSlope, varianceSlope);
            double floor = 1e-14 * process.PriorVariance, deviation = Math.Sqrt(Math.Max(variance, floor)), z = (best - mean) / deviation;
            (double log, double slope) = LogExpectedImprovement.At(z);
            for (int i = 0; i < free.Length; i++)
            {
                double dDeviation = variance > floor ? varianceSlope[free[i]] / (2 * deviation) : 0;
                gradient[i] = -((dDeviation / deviation) + (slope * ((-meanSlope[free[i]] / deviation) - (z * dDeviation / deviation))));
            }

            return -(Elementary.Log(deviation) + log);
        }

        double score = -BoxMinimizer.Minimize(Minus, x, new double[x.Length], [.. x.Select(_ => 1.0)], Evaluations, 0.01);
        double[] unit = [.. start.Unit];
        for (int i = 0; i < free.Length; i++)
        {
            unit[free[i]] = x[i];
        }

        return new Candidate(unit, space.IsPlain ? null : space.Decode(unit), score);
    }

    /// <summary>The best of the candidate and those that differ from it in one discrete dimension.</summary>
    private Candidate Step(Candidate from)
    {
        List<double[]> units = [];
        for (int d = 0; d < space.IsContinuous.Length; d++)
        {
            if (!space.IsContinuous[d] && from.Parameters!.IsActive(d))
            {
                foreach (double neighbour in space.Neighbours(d, from.Unit[d]))
                {
                    double[] unit = [.. from.Unit];
                    unit[d] = neighbour;
                    units.Add(unit);
                }
            }
        }

        Candidate[] moved = [.. Rank(units)];
        return moved.Length > 0 && moved[0].Score > from.Score ? moved[0] : from;
    }
}
