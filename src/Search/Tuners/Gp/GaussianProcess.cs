using System.Runtime.Intrinsics;
using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// A Gaussian process with mean 0 and Matern's kernel of smoothness 5/2 (Rasmussen and Williams, "Gaussian processes for machine learning", 2006, equation 4.17),
/// k(r) = s (1 + sqrt(5) r + 5 r^2 / 3) exp(-sqrt(5) r) with r^2 the sum over dimensions of w_d min(1, (x_d - x'_d)^2), and noise of variance v.
/// </summary>
/// <remarks>
/// Coordinates lie in [0, 1], before and after they are bent, where the minimum changes nothing; those of choices are whole numbers, of which it makes the distance of Hamming.
/// Fixed order of all sums, one thread: the same bits on every machine.
/// </remarks>
internal sealed class GaussianProcess
{
    private const double Root5 = 2.23606797749978969;
    private readonly double[][] x; // bent
    private readonly double[] alpha;
    private readonly double[] w;
    private readonly double s;
    private readonly InputWarp inputs;
    private readonly double[][] inverse; // W, the inverse of the lower Cholesky factor L

    private GaussianProcess(double[][] x, KernelParameters kernel, double[][] inverse, double[] alpha)
    {
        (this.x, this.inverse, this.alpha) = (x, inverse, alpha);
        (w, s, _, inputs) = kernel;
    }

    /// <summary>The variance of the process where nothing is known.</summary>
    public double PriorVariance => s;

    /// <summary>How many points it is conditioned on.</summary>
    public int Count => x.Length;

    /// <summary>The process conditioned on values <paramref name="y"/> at <paramref name="points"/>; null where the kernel's matrix is not positive definite.</summary>
    /// <param name="points">The points.</param>
    /// <param name="y">The values.</param>
    /// <param name="kernel">Its parameters.</param>
    /// <param name="extra">What single values, from the first on, have of noise besides.</param>
    public static GaussianProcess? Condition(double[][] points, double[] y, KernelParameters kernel, double[]? extra = null)
    {
        (double[] w, double s, double noise, InputWarp inputs) = kernel;
        double[][] x = [.. points.Select(inputs.At)];
        int n = x.Length;
        double[][] l = Cholesky.Rows(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double r2 = 0;
                for (int d = 0; d < w.Length; d++)
                {
                    double difference = x[i][d] - x[j][d];
                    r2 += w[d] * Math.Min(1, difference * difference);
                }

                l[i][j] = r2;
            }

            l[i][i] = 0;
            Kernel(l[i].AsSpan(0, i), s, default);
            l[i][i] = s + noise + (extra is not null && i < extra.Length ? extra[i] : 0);
        }

        if (!Cholesky.Factor(l))
        {
            return null;
        }

        double[][] inverse = Cholesky.InvertLower(l);
        return new GaussianProcess(x, kernel, inverse, Solve(inverse, y));
    }

    /// <summary>The inverse of the kernel's matrix times <paramref name="y"/>, by W'(W y).</summary>
    public static double[] Solve(double[][] inverse, double[] y)
    {
        double[] alpha = new double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double z = DoubleFunctions.Dot(inverse[i].AsSpan(0, i + 1), y.AsSpan(0, i + 1));
            DoubleFunctions.AddScaled(z, inverse[i].AsSpan(0, i + 1), alpha.AsSpan(0, i + 1));
        }

        return alpha;
    }

    /// <summary>Replaces squared distances by kernel values, and writes the derivative by the squared distance where asked for.</summary>
    public static void Kernel(Span<double> r2, double s, Span<double> slopes)
    {
        int i = 0;
        Vector256<double> root5 = Vector256.Create(Root5), scale = Vector256.Create(s), one = Vector256.Create(1.0), third = Vector256.Create(5.0 / 3), slope = Vector256.Create(-5 * s / 6);
        Span<double> rest = stackalloc double[4];
        for (; i < r2.Length; i += 4)
        {
            bool isWhole = i + 4 <= r2.Length;
            if (!isWhole)
            {
                rest.Clear();
                r2[i..].CopyTo(rest);
            }

            Vector256<double> q = isWhole ? Vector256.Create<double>(r2[i..]) : Vector256.Create<double>(rest);
            Vector256<double> t = root5 * Vector256.Sqrt(q), e = DoubleFunctions.ExpOfNegative(-t);
            Vector256<double> k = scale * (one + t + (third * q)) * e, dk = slope * (one + t) * e;
            if (isWhole)
            {
                k.CopyTo(r2[i..]);
                if (!slopes.IsEmpty)
                {
                    dk.CopyTo(slopes[i..]);
                }

                continue;
            }

            for (int j = i; j < r2.Length; j++)
            {
                r2[j] = k[j - i];
                if (!slopes.IsEmpty)
                {
                    slopes[j] = dk[j - i];
                }
            }
        }
    }

    /// <summary>Mean and variance at a point, and their gradients where asked for.</summary>
    public (double Mean, double Variance) At(ReadOnlySpan<double> point, Span<double> meanSlope = default, Span<double> varianceSlope = default)
    {
        int n = x.Length, dimensions = w.Length;
        double[] k = new double[n], dk = new double[n], u = new double[n];
        var bent = new Bend[dimensions];
        for (int d = 0; d < dimensions; d++)
        {
            bent[d] = inputs.At(d, point[d]);
        }

        for (int i = 0; i < n; i++)
        {
            double r2 = 0;
            for (int d = 0; d < dimensions; d++)
            {
                double difference = bent[d].Value - x[i][d];
                r2 += w[d] * Math.Min(1, difference * difference);
            }

            k[i] = r2;
        }

        Kernel(k, s, dk);
        double mean = DoubleFunctions.Dot(k, alpha), explained = 0;
        for (int i = 0; i < n; i++)
        {
            double z = DoubleFunctions.Dot(inverse[i].AsSpan(0, i + 1), k.AsSpan(0, i + 1));
            explained += z * z;
            if (!varianceSlope.IsEmpty)
            {
                DoubleFunctions.AddScaled(z, inverse[i].AsSpan(0, i + 1), u.AsSpan(0, i + 1));
            }
        }

        for (int d = 0; d < meanSlope.Length; d++)
        {
            double dMean = 0, dVariance = 0;
            for (int i = 0; i < n; i++)
            {
                double slope = 2 * w[d] * (bent[d].Value - x[i][d]) * dk[i];
                dMean += slope * alpha[i];
                dVariance -= 2 * slope * u[i];
            }

            (meanSlope[d], varianceSlope[d]) = (dMean * bent[d].ByX, dVariance * bent[d].ByX);
        }

        return (mean, s - explained);
    }

    /// <summary>Means and variances at sixteen points at once.</summary>
    /// <param name="points">Sixteen coordinates of the first dimension, then of the second, and so on.</param>
    /// <param name="means">Sixteen means.</param>
    /// <param name="variances">Sixteen variances.</param>
    public void AtSixteen(ReadOnlySpan<double> points, Span<double> means, Span<double> variances)
    {
        int n = x.Length, dimensions = w.Length;
        double[] k = new double[16 * n], bent = new double[16 * dimensions];
        for (int i = 0; i < bent.Length; i++)
        {
            bent[i] = inputs.At(i / 16, points[i]).Value;
        }

        Vector256<double> one = Vector256.Create(1.0);
        for (int i = 0; i < n; i++)
        {
            for (int lane = 0; lane < 16; lane += 4)
            {
                Vector256<double> r2 = Vector256<double>.Zero;
                for (int d = 0; d < dimensions; d++)
                {
                    Vector256<double> difference = Vector256.Create(bent, (16 * d) + lane) - Vector256.Create(x[i][d]);
                    r2 += Vector256.Create(w[d]) * Vector256.Min(one, difference * difference);
                }

                r2.CopyTo(k.AsSpan((16 * i) + lane));
            }
        }

        Kernel(k, s, default);
        Vector256<double> m0 = default, m1 = default, m2 = default, m3 = default, e0 = default, e1 = default, e2 = default, e3 = default;
        for (int i = 0; i < n; i++)
        {
            Vector256<double> z0 = default, z1 = default, z2 = default, z3 = default;
            double[] row = inverse[i];
            ReadOnlySpan<double> at = k;
            for (int j = 0; j <= i; j++)
            {
                Vector256<double> f = Vector256.Create(row[j]);
                ReadOnlySpan<double> block = at.Slice(16 * j, 16);
                z0 = Vector256.FusedMultiplyAdd(f, Vector256.Create(block), z0);
                z1 = Vector256.FusedMultiplyAdd(f, Vector256.Create(block[4..]), z1);
                z2 = Vector256.FusedMultiplyAdd(f, Vector256.Create(block[8..]), z2);
                z3 = Vector256.FusedMultiplyAdd(f, Vector256.Create(block[12..]), z3);
            }

            (e0, e1, e2, e3) = (e0 + (z0 * z0), e1 + (z1 * z1), e2 + (z2 * z2), e3 + (z3 * z3));
            Vector256<double> a = Vector256.Create(alpha[i]);
            ReadOnlySpan<double> own = at.Slice(16 * i, 16);
            (m0, m1, m2, m3) = (m0 + (a * Vector256.Create(own)), m1 + (a * Vector256.Create(own[4..])), m2 + (a * Vector256.Create(own[8..])), m3 + (a * Vector256.Create(own[12..])));
        }

        Vector256<double> prior = Vector256.Create(s);
        m0.CopyTo(means);
        m1.CopyTo(means[4..]);
        m2.CopyTo(means[8..]);
        m3.CopyTo(means[12..]);
        (prior - e0).CopyTo(variances);
        (prior - e1).CopyTo(variances[4..]);
        (prior - e2).CopyTo(variances[8..]);
        (prior - e3).CopyTo(variances[12..]);
    }
}
