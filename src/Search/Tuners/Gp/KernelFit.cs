using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>Finds the kernel's parameters: the largest posterior density given the observations (Rasmussen and Williams, section 5.4), from a fixed start.</summary>
internal sealed class KernelFit
{
    private readonly double[][] x;
    private readonly double[] y;
    private readonly double[] extra;
    private readonly int dimensions;
    private readonly double[][] squares; // by dimension, the squared distances of all pairs, row after row

    private KernelFit(double[][] x, double[] y, double[] extra)
    {
        (this.x, this.y, this.extra) = (x, y, extra);
        dimensions = x[0].Length;
        squares = new double[dimensions][];
        for (int d = 0; d < dimensions; d++)
        {
            squares[d] = new double[x.Length * (x.Length - 1) / 2];
            for (int i = 1, p = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++, p++)
                {
                    double difference = x[i][d] - x[j][d];
                    squares[d][p] = Math.Min(1, difference * difference);
                }
            }
        }
    }

    private const double LeastNoise = 1e-8, PriorStrength = 0.1;

    // Enough to come near the maximum, and few enough that a handful of observations is not explained by extreme parameters: twice as many were worse.
    private const int Evaluations = 20;

    /// <summary>The parameters of a process for observations <paramref name="y"/> (mean 0, variance 1) at <paramref name="x"/>, with noise of the variance <paramref name="extra"/> besides: w, s and the noise's variance.</summary>
    public static (double[] W, double S, double Noise) Find(double[][] x, double[] y, double[] extra)
    {
        var fit = new KernelFit(x, y, extra);
        int n = fit.dimensions + 2;
        double[] theta = new double[n], low = new double[n], high = new double[n];
        for (int d = 0; d < fit.dimensions; d++)
        {
            (theta[d], low[d], high[d]) = (Elementary.Log(4), Elementary.Log(1e-3), Elementary.Log(1e4));
        }

        (theta[^2], low[^2], high[^2]) = (0, Elementary.Log(1e-2), Elementary.Log(1e3));
        (theta[^1], low[^1], high[^1]) = (Elementary.Log(1e-3), Elementary.Log(LeastNoise), 0);
        BoxMinimizer.Minimize(fit.NegativeLogPosterior, theta, low, high, Evaluations, 0.5);
        return ([.. theta[..^2].Select(Elementary.Exp)], Elementary.Exp(theta[^2]), Elementary.Exp(theta[^1]));
    }

    private double NegativeLogPosterior(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        int n = x.Length;
        double s = Elementary.Exp(theta[^2]), noise = Elementary.Exp(theta[^1]);
        double[] pairs = new double[squares[0].Length], slopes = new double[pairs.Length];
        for (int d = 0; d < dimensions; d++)
        {
            DoubleFunctions.AddScaled(Elementary.Exp(theta[d]), squares[d], pairs);
        }

        GaussianProcess.Kernel(pairs, s, slopes);
        double[][] l = Cholesky.Rows(n);
        for (int i = 0, p = 0; i < n; p += i, i++)
        {
            pairs.AsSpan(p, i).CopyTo(l[i]);
            l[i][i] = s + noise + extra[i];
        }

        if (!Cholesky.Factor(l))
        {
            return double.PositiveInfinity;
        }

        double[][] w = Cholesky.InvertLower(l), inverse = Cholesky.Gram(w);
        double[] alpha = GaussianProcess.Solve(w, y);
        double value = 0.5 * DoubleFunctions.Dot(alpha, y), traceS = 0, traceNoise = 0;
        for (int i = 0, p = 0; i < n; i++)
        {
            value += Elementary.Log(l[i][i]);
            double own = inverse[i][i] - (alpha[i] * alpha[i]);
            traceNoise += own;
            for (int j = 0; j < i; j++, p++)
            {
                double pair = inverse[i][j] - (alpha[i] * alpha[j]);
                traceS += 2 * pair * pairs[p];
                slopes[p] *= pair;
            }
        }

        // Half the trace of (K^-1 - alpha alpha') dK, by the logarithm of each parameter; pairs count twice.
        for (int d = 0; d < dimensions; d++)
        {
            gradient[d] = Elementary.Exp(theta[d]) * DoubleFunctions.Dot(slopes, squares[d]);
        }

        gradient[^2] = 0.5 * (traceS + (s * traceNoise));
        gradient[^1] = 0.5 * noise * traceNoise;
        return value + Prior(theta, gradient);
    }

    /// <summary>Minus the logarithm of the priors' densities.</summary>
    private double Prior(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        // Of w: exp(-0.1 (w + 1/w)); of s: Gamma(2, 1); of the noise: Gamma(1.1, 30).
        double value = 0;
        for (int d = 0; d < dimensions; d++)
        {
            double w = Elementary.Exp(theta[d]);
            value += PriorStrength * (w + (1 / w));
            gradient[d] += PriorStrength * (w - (1 / w));
        }

        double s = Elementary.Exp(theta[^2]), noise = Elementary.Exp(theta[^1]);
        value += s - theta[^2] + (30 * noise) - (0.1 * theta[^1]);
        gradient[^2] += s - 1;
        gradient[^1] += (30 * noise) - 0.1;
        return value;
    }
}
