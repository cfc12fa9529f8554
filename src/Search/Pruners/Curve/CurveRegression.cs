using HyperSearch.Numerics;

namespace HyperSearch.Search.Pruners;

/// <summary>
/// Bayesian linear regression with a normal-inverse-gamma prior (Murphy, "Machine learning", 2012, section 7.6.3): the weights' prior says that a curve goes on
/// to gain about as it has gained.
/// </summary>
internal sealed class CurveRegression
{
    private const int Size = CurveFeatures.Count;
    private const double A0 = 1;
    private readonly double[] weights;
    private readonly double[,] covariance;
    private readonly double a, b;

    private CurveRegression(double[] weights, double[,] covariance, double a, double b) => (this.weights, this.covariance, this.a, this.b) = (weights, covariance, a, b);

    public static CurveRegression Fit(double[][] x, double[] y, int epoch, int epochs)
    {
        // How many times the epochs will double: the gain that is to come if each doubling gains as the last one did.
        double doublings = Elementary.Log((double)epochs / epoch) / Elementary.Log(2);
        double[] mean = [0, 0.5 * doublings, 0, 0];
        double[] sd = [0.3, 0.5 * doublings, 0.5, 0.5];
        double noise = 0.1;
        double b0 = A0 * noise * noise;

        double[,] precision = new double[Size, Size];
        double[] right = new double[Size];
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            // The prior is in units of the losses; the model has it in units of the noise.
            double p = noise * noise / (sd[i] * sd[i]);
            precision[i, i] = p;
            right[i] = p * mean[i];
            sum += p * mean[i] * mean[i];
        }

        for (int k = 0; k < x.Length; k++)
        {
            for (int i = 0; i < Size; i++)
            {
                right[i] += x[k][i] * y[k];
                for (int j = 0; j < Size; j++)
                {
                    precision[i, j] += x[k][i] * x[k][j];
                }
            }

            sum += y[k] * y[k];
        }

        double[,] covariance = Inverse(precision);
        double[] weights = new double[Size];
        double explained = 0;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                weights[i] += covariance[i, j] * right[j];
            }
        }

        for (int i = 0; i < Size; i++)
        {
            explained += weights[i] * right[i];
        }

        return new CurveRegression(weights, covariance, A0 + (x.Length / 2), b0 + (Math.Max(0, sum - explained) / 2));
    }

    public double Predict(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            sum += weights[i] * x[i];
        }

        return sum;
    }

    public CurveForecast ToForecast(int epoch, double centre)
    {
        var upper = new List<double>();
        for (int i = 0; i < Size; i++)
        {
            for (int j = i; j < Size; j++)
            {
                upper.Add(covariance[i, j]);
            }
        }

        return new CurveForecast(epoch, centre, weights, upper, b / a, (int)(2 * a));
    }

    /// <summary>The inverse of a symmetric positive definite matrix, by elimination without pivots, which it does not need.</summary>
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
