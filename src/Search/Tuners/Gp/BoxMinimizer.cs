namespace HyperSearch.Search.Tuners;

/// <summary>A function of some variables: returns the value at <paramref name="x"/> and writes its gradient.</summary>
internal delegate double Differentiable(ReadOnlySpan<double> x, Span<double> gradient);

/// <summary>
/// Minimises a smooth function in a box: the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno on the variables that are not held at a bound,
/// with steps cut to the box (Bertsekas 1982) and halved until they descend enough (Armijo).
/// </summary>
internal static class BoxMinimizer
{
    private const double Sufficient = 1e-4, LeastGradient = 1e-6, LeastGain = 1e-9;

    /// <summary>Moves <paramref name="x"/> to a local minimum, as far as <paramref name="evaluations"/> calls lead, and returns the value there.</summary>
    public static double Minimize(Differentiable f, double[] x, double[] low, double[] high, int evaluations, double firstStep)
    {
        int n = x.Length;
        double[] g = new double[n], p = new double[n], next = new double[n], nextG = new double[n], hy = new double[n];
        double[,] h = new double[n, n];
        double value = f(x, g);
        bool isFresh = true;
        for (int calls = 1; calls < evaluations && double.IsFinite(value);)
        {
            double slope = 0, largest = 0;
            for (int i = 0; i < n; i++)
            {
                bool held = IsHeld(x, g, low, high, i);
                largest = held ? largest : Math.Max(largest, Math.Abs(g[i]));
            }

            if (largest < LeastGradient)
            {
                break;
            }

            if (isFresh)
            {
                // The first step is along the gradient and of a given length.
                Array.Clear(h);
                for (int i = 0; i < n; i++)
                {
                    h[i, i] = firstStep / largest;
                }
            }

            for (int i = 0; i < n; i++)
            {
                p[i] = 0;
                for (int j = 0; j < n && !IsHeld(x, g, low, high, i); j++)
                {
                    p[i] -= IsHeld(x, g, low, high, j) ? 0 : h[i, j] * g[j];
                }

                slope += p[i] * g[i];
            }

            if (!(slope < 0))
            {
                if (isFresh)
                {
                    break;
                }

                isFresh = true;
                continue;
            }

            double reached = double.PositiveInfinity;
            bool isDescent = false;
            for (double step = 1; !isDescent && step > 1e-4 && calls < evaluations; calls++)
            {
                double predicted = 0;
                for (int i = 0; i < n; i++)
                {
                    next[i] = Math.Clamp(x[i] + (step * p[i]), low[i], high[i]);
                    predicted += g[i] * (next[i] - x[i]);
                }

                reached = f(next, nextG);
                isDescent = reached <= value + (Sufficient * predicted) && predicted < 0;
                step *= isDescent ? 1 : double.IsFinite(reached) ? Math.Clamp(-predicted / (2 * (reached - value - predicted)), 0.1, 0.5) : 0.2;
            }

            if (!isDescent)
            {
                if (isFresh)
                {
                    break;
                }

                isFresh = true;
                continue;
            }

            double gain = value - reached;
            Update(h, hy, x, next, g, nextG, isFresh);
            isFresh = false;
            next.CopyTo(x, 0);
            nextG.CopyTo(g, 0);
            value = reached;
            if (gain < LeastGain * (1 + Math.Abs(value)))
            {
                break;
            }
        }

        return value;
    }

    private static bool IsHeld(double[] x, double[] g, double[] low, double[] high, int i) => (x[i] <= low[i] && g[i] > 0) || (x[i] >= high[i] && g[i] < 0);

    // H <- (I - s y'/s'y) H (I - y s'/s'y) + s s'/s'y
    private static void Update(double[,] h, double[] hy, double[] x, double[] next, double[] g, double[] nextG, bool isFirst)
    {
        int n = x.Length;
        double sy = 0, ss = 0, yy = 0;
        for (int i = 0; i < n; i++)
        {
            double s = next[i] - x[i], y = nextG[i] - g[i];
            (sy, ss, yy) = (sy + (s * y), ss + (s * s), yy + (y * y));
        }

        if (!(sy > 1e-10 * Math.Sqrt(ss * yy)))
        {
            return;
        }

        for (int i = 0; i < n && isFirst; i++)
        {
            h[i, i] = sy / yy;
        }

        double yhy = 0;
        for (int i = 0; i < n; i++)
        {
            hy[i] = 0;
            for (int j = 0; j < n; j++)
            {
                hy[i] += h[i, j] * (nextG[j] - g[j]);
            }

            yhy += (nextG[i] - g[i]) * hy[i];
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double si = next[i] - x[i], sj = next[j] - x[j];
                h[i, j] += ((1 + (yhy / sy)) * si * sj / sy) - (((hy[i] * sj) + (si * hy[j])) / sy);
            }
        }
    }
}
