using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>Small symmetric matrices, of which only the rows up to the diagonal are kept: one thread and a fixed order of sums.</summary>
internal static class Cholesky
{
    /// <summary>A lower triangle of zeros.</summary>
    public static double[][] Rows(int n) => [.. Enumerable.Range(1, n).Select(length => new double[length])];

    /// <summary>Replaces a positive definite matrix by its lower factor L, A = L L'; false where it is not (numerically) positive definite.</summary>
    public static bool Factor(double[][] a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            double[] row = a[i];
            for (int j = 0; j < i; j++)
            {
                row[j] = (row[j] - DoubleFunctions.Dot(row.AsSpan(0, j), a[j].AsSpan(0, j))) / a[j][j];
            }

            double pivot = row[i] - DoubleFunctions.Dot(row.AsSpan(0, i), row.AsSpan(0, i));
            if (!(pivot > 0))
            {
                return false;
            }

            row[i] = Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>The inverse of a lower triangle.</summary>
    public static double[][] InvertLower(double[][] l)
    {
        double[][] w = Rows(l.Length);
        for (int i = 0; i < l.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                DoubleFunctions.AddScaled(-l[i][k], w[k], w[i].AsSpan(0, k + 1));
            }

            w[i][i] = 1;
            for (int j = 0; j <= i; j++)
            {
                w[i][j] /= l[i][i];
            }
        }

        return w;
    }

    /// <summary>The lower triangle of W'W: with the inverse W of L, the inverse of L L'.</summary>
    public static double[][] Gram(double[][] w)
    {
        double[][] sum = Rows(w.Length);
        for (int k = 0; k < w.Length; k++)
        {
            for (int i = 0; i <= k; i++)
            {
                DoubleFunctions.AddScaled(w[k][i], w[k].AsSpan(0, i + 1), sum[i]);
            }
        }

        return sum;
    }
}
