namespace HyperSearch.Search.Pruners;

/// <summary>
/// Bayesian linear regression with a normal-inverse-gamma prior (Murphy, "Machine learning: a probabilistic perspective", 2012, section 7.6.3; his symbols) of the gain to come on the features
/// of a start. The prior says that the gains of the doublings go on as the last two did, give or take half of that, with wide errors.
/// </summary>
internal sealed class CurveRegression
{
    private const int Size = CurveFeatures.Count;

    // Of the noise: as much weight as two curves, and a standard deviation of 0.4 units where all is open. With 0.2 good trials are lost (results/curve-pruner.md).
    private const double A0 = 1, Noise = 0.4;
    private readonly double[] w;
    private readonly double[,] v;
    private readonly double a, b;

    private CurveRegression(double[] w, double[,] v, double a, double b) => (this.w, this.v, this.a, this.b) = (w, v, a, b);

    /// <summary>Fits the gains from an epoch on to the features of the starts; the errors are the lessons' doubts times the noise.</summary>
    public static CurveRegression Fit(IReadOnlyList<CurveLesson> lessons)
    {
        double[] w0 = [0, 1, 0, 0], sd = [0.3, 0.5, 0.5, 0.5];
        double[,] precision = new double[Size, Size];
        double[] right = new double[Size];
        double squares = 0, count = 0;
        for (int i = 0; i < Size; i++)
        {
            // The model has the weights' variance in units of the noise's.
            precision[i, i] = Noise * Noise / (sd[i] * sd[i]);
            right[i] = precision[i, i] * w0[i];
            squares += right[i] * w0[i];
        }

        foreach ((double[] x, double y, double doubt, double share) in lessons)
        {
            double weight = share / (doubt * doubt);
            count += share;
            squares += weight * y * y;
            for (int i = 0; i < Size; i++)
            {
                right[i] += weight * x[i] * y;
                for (int j = 0; j < Size; j++)
                {
                    precision[i, j] += weight * x[i] * x[j];
                }
            }
        }

        double[,] v = Inverse(precision);
        double[] w = new double[Size];
        double explained = 0;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                w[i] += v[i, j] * right[j];
            }

            explained += w[i] * right[i];
        }

        return new CurveRegression(w, v, A0 + (count / 2), (A0 * Noise * Noise) + (Math.Max(0, squares - explained) / 2));
    }

    /// <summary>The gain to come.</summary>
    public double Predict(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += w[i] * x[i];
        }

        return sum;
    }

    /// <summary>The regression as it is handed to a worker.</summary>
    public CurveForecast ToForecast(int epoch, double centre)
    {
        var upper = new List<double>();
        for (int i = 0; i < Size; i++)
        {
            for (int j = i; j < Size; j++)
            {
                upper.Add(v[i, j]);
            }
        }

        // 2 a degrees of freedom, rounded down to an even number (StudentT).
        return new CurveForecast(epoch, centre, w, upper, b / a, 2 * (int)a);
    }

    /// <summary>The inverse of a symmetric positive definite matrix, by elimination without pivots, which such a one does not need.</summary>
    private static double[,] Inverse(double[,] matrix)
    {
        double[,] m = (double[,])matrix.Clone(), inverse = new double[Size, Size];
        for (int i = 0; i < Size; i++)
        {
            inverse[i, i] = 1;
        }

        for (int p = 0; p < Size; p++)
        {
            double pivot = m[p, p];
            for (int j = 0; j < Size; j++)
            {
                m[p, j] /= pivot;
                inverse[p, j] /= pivot;
            }

            for (int i = 0; i < Size; i++)
            {
                double factor = m[i, p];
                for (int j = 0; i != p && j < Size; j++)
                {
                    m[i, j] -= factor * m[p, j];
                    inverse[i, j] -= factor * inverse[p, j];
                }
            }
        }

        return inverse;
    }
}
