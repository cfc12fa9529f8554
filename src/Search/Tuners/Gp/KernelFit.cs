using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// Finds the kernel's parameters: the largest posterior density given the observations (Rasmussen and Williams, section 5.4), from a fixed start; where there are observations
/// enough, the bend of the inputs with them.
/// </summary>
internal sealed class KernelFit
{
    private const double LeastNoise = 1e-8, PriorStrength = 0.1;

    // Enough to come near the maximum, and few enough that a handful of observations is not explained by extreme parameters: twice as many were worse.
    private const int Evaluations = 20;

    // From so few observations on, two more parameters for each dimension are learnt, not made up: from 20 or 30 on, Rosenbrock's function and Hartmann's of six dimensions were behind at 50 trials.
    private const int LeastToBend = 50, BendEvaluations = 15;

    // Of the logarithms of a and b: bounds, the variance of their normal prior around no bend, and the length of the first step.
    private const double MostBend = 2.5, BendVariance = 0.5, FirstBend = 0.1;

    private readonly double[][] x;
    private readonly double[] y;
    private readonly double[] extra;
    private readonly bool[] isScale;
    private readonly int dimensions;
    private readonly double[][] squares; // by dimension, the squared distances of all pairs, row after row
    private readonly double[] slopes; // by pair, of the value by the squared distance

    private KernelFit(double[][] x, double[] y, double[] extra, bool[] isScale)
    {
        (this.x, this.y, this.extra, this.isScale) = (x, y, extra, isScale);
        dimensions = x[0].Length;
        slopes = new double[x.Length * (x.Length - 1) / 2];
        squares = [.. x[0].Select((_, d) => Squares([.. x.Select(point => point[d])]))];
    }

    private static double[] Squares(double[] coordinates)
    {
        double[] squares = new double[coordinates.Length * (coordinates.Length - 1) / 2];
        for (int i = 1, p = 0; i < coordinates.Length; i++)
        {
            for (int j = 0; j < i; j++, p++)
            {
                double difference = coordinates[i] - coordinates[j];
                squares[p] = Math.Min(1, difference * difference);
            }
        }

        return squares;
    }

    /// <summary>The parameters of a process for observations.</summary>
    /// <param name="x">Where they are.</param>
    /// <param name="y">What they are: of mean 0 and variance 1.</param>
    /// <param name="extra">The variance of each one's noise besides that of all.</param>
    /// <param name="isScale">Which dimensions may be bent.</param>
    public static KernelParameters Find(double[][] x, double[] y, double[] extra, bool[] isScale)
    {
        var fit = new KernelFit(x, y, extra, isScale);
        int n = fit.dimensions, plain = n + 2, all = x.Length < LeastToBend ? plain : plain + (2 * n);
        double[] theta = new double[all], low = new double[all], high = new double[all]; // the logarithms of w, s, the noise, a and b
        for (int d = 0; d < n; d++)
        {
            (theta[d], low[d], high[d]) = (Elementary.Log(4), Elementary.Log(1e-3), Elementary.Log(1e4));
        }

        (theta[n], low[n], high[n]) = (0, Elementary.Log(1e-2), Elementary.Log(1e3));
        (theta[n + 1], low[n + 1], high[n + 1]) = (Elementary.Log(1e-3), Elementary.Log(LeastNoise), 0);
        double[] first = theta[..plain];
        BoxMinimizer.Minimize(fit.NegativeLogPosterior, first, low[..plain], high[..plain], Evaluations, 0.5);
        first.CopyTo(theta, 0);
        if (all > plain)
        {
            for (int i = plain; i < all; i++)
            {
                (low[i], high[i]) = isScale[(i - plain) % n] ? (-MostBend, MostBend) : (0, 0);
            }

            BoxMinimizer.Minimize(fit.BentNegativeLogPosterior, theta, low, high, BendEvaluations, FirstBend);
        }

        double[] found = [.. theta.Select(Elementary.Exp)];
        return new KernelParameters(found[..n], found[n], found[n + 1], all == plain ? InputWarp.None : new InputWarp(found[plain..(plain + n)], found[(plain + n)..]));
    }

    private double BentNegativeLogPosterior(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        int plain = dimensions + 2;
        var bent = new Bend[dimensions][];
        for (int d = 0; d < dimensions; d++)
        {
            double a = Elementary.Exp(theta[plain + d]), b = Elementary.Exp(theta[plain + dimensions + d]);
            if (isScale[d])
            {
                bent[d] = [.. x.Select(point => Bend.Of(point[d], a, b))];
                squares[d] = Squares([.. bent[d].Select(at => at.Value)]);
            }
        }

        double value = NegativeLogPosterior(theta[..plain], gradient[..plain]);
        for (int d = 0; d < dimensions; d++)
        {
            double logA = theta[plain + d], logB = theta[plain + dimensions + d], byA = 0, byB = 0;
            for (int i = 1, p = 0; i < x.Length && isScale[d]; i++)
            {
                Bend own = bent[d][i];
                for (int j = 0; j < i; j++, p++)
                {
                    Bend other = bent[d][j];
                    double slope = slopes[p] * (own.Value - other.Value);
                    byA += slope * (own.ByLogA - other.ByLogA);
                    byB += slope * (own.ByLogB - other.ByLogB);
                }
            }

            double bySquare = 2 * Elementary.Exp(theta[d]);
            gradient[plain + d] = (bySquare * byA) + (logA / BendVariance);
            gradient[plain + dimensions + d] = (bySquare * byB) + (logB / BendVariance);
            value += ((logA * logA) + (logB * logB)) / (2 * BendVariance);
        }

        return value;
    }

    private double NegativeLogPosterior(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        int n = x.Length;
        double s = Elementary.Exp(theta[^2]), noise = Elementary.Exp(theta[^1]);
        double[] pairs = new double[slopes.Length];
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
