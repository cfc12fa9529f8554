using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>Which way trials become more expensive: a plane through the logarithms of what the ended ones cost, by least squares with a small ridge.</summary>
internal sealed class CostTrend
{
    private const double Ridge = 0.01;
    private readonly double[] slope;

    public CostTrend(IReadOnlyList<(double[] X, double Cost)> trials, int dimensions)
    {
        slope = new double[dimensions];
        if (trials.Count == 0 || trials.All(t => t.Cost == trials[0].Cost))
        {
            return; // none: where all cost the same, rounding must not make one
        }

        double[] y = [.. trials.Select(t => Elementary.Log(Math.Max(1, t.Cost)))], x = new double[dimensions];
        double meanY = y.Sum() / y.Length;
        foreach ((double[] point, _) in trials)
        {
            DoubleFunctions.AddScaled(1.0 / trials.Count, point, x);
        }

        double[][] a = Cholesky.Rows(dimensions);
        double[] b = new double[dimensions], from = new double[dimensions];
        for (int i = 0; i < dimensions; i++)
        {
            a[i][i] = Ridge;
        }

        for (int k = 0; k < y.Length; k++)
        {
            for (int i = 0; i < dimensions; i++)
            {
                from[i] = trials[k].X[i] - x[i];
                DoubleFunctions.AddScaled(from[i], from.AsSpan(0, i + 1), a[i]);
            }

            DoubleFunctions.AddScaled(y[k] - meanY, from, b);
        }

        if (Cholesky.Factor(a))
        {
            double[][] w = Cholesky.InvertLower(a);
            for (int i = 0; i < dimensions; i++)
            {
                DoubleFunctions.AddScaled(DoubleFunctions.Dot(w[i], b.AsSpan(0, i + 1)), w[i], slope.AsSpan(0, i + 1));
            }
        }
    }

    /// <summary>By how much the logarithm of the cost is expected to rise along a vector.</summary>
    public double Along(double[] vector) => DoubleFunctions.Dot(slope, vector);

    /// <summary>By how much it is expected to rise along the steepest step of length 1.</summary>
    public double Steepness() => Math.Sqrt(DoubleFunctions.Dot(slope, slope));

    /// <summary>The vector backwards in all that makes no difference to the cost, and as it was in what does.</summary>
    public double[] Reflect(double[] vector)
    {
        double twice = 2 * Along(vector) / DoubleFunctions.Dot(slope, slope);
        return [.. vector.Select((v, d) => (twice * slope[d]) - v)];
    }
}
