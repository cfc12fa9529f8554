using HyperSearch.Numerics;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// The distribution of CMA-ES over the unit cube and its update (Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772), with the Cholesky factor of C in the
/// place of its symmetric root (Krause, Arbones, Igel, NIPS 2016).
/// </summary>
internal sealed class CmaEsState
{
    private readonly int n, mu;
    private readonly double[] w; // equation 49
    private readonly double muEff, cSigma, dSigma, cC, c1, cMu, expected;
    private readonly double[] pSigma, pC;
    private readonly double[][] c;
    private double[][] inverse; // of the factor A, C = A A'
    private int generation;

    public CmaEsState(int dimensions, int population, double deviation)
    {
        n = dimensions;
        mu = population / 2;
        w = [.. Enumerable.Range(1, mu).Select(i => Elementary.Log((population + 1) / 2.0) - Elementary.Log(i))];
        double sum = w.Sum();
        w = [.. w.Select(v => v / sum)];
        muEff = 1 / w.Sum(v => v * v);
        cSigma = (muEff + 2) / (n + muEff + 5);
        dSigma = 1 + (2 * Math.Max(0, Math.Sqrt((muEff - 1) / (n + 1)) - 1)) + cSigma;
        cC = (4 + (muEff / n)) / (n + 4 + (2 * muEff / n));
        c1 = 2 / (((n + 1.3) * (n + 1.3)) + muEff);
        cMu = Math.Min(1 - c1, 2 * (muEff - 2 + (1 / muEff)) / (((n + 2.0) * (n + 2)) + muEff));
        expected = Math.Sqrt(n) * (1 - (1 / (4.0 * n)) + (1 / (21.0 * n * n)));
        (pSigma, pC, Sigma) = (new double[n], new double[n], deviation);
        Mean = [.. Enumerable.Repeat(0.5, n)];
        c = Cholesky.Rows(n);
        for (int i = 0; i < n; i++)
        {
            c[i][i] = 1;
        }

        Factor = [.. c.Select(row => row.ToArray())];
        inverse = Cholesky.InvertLower(Factor);
    }

    /// <summary>m of the paper.</summary>
    public double[] Mean { get; }

    /// <summary>sigma of the paper.</summary>
    public double Sigma { get; private set; }

    /// <summary>A, with C = A A'.</summary>
    public double[][] Factor { get; private set; }

    /// <summary>The standard deviation in one dimension.</summary>
    public double Deviation(int dimension) => Sigma * Math.Sqrt(c[dimension][dimension]);

    /// <summary>One generation: its points in the unit cube, the best first.</summary>
    public void Update(IReadOnlyList<double[]> ranked)
    {
        generation++;
        double[][] y = [.. ranked.Take(mu).Select(x => Clip([.. x.Select((v, d) => (v - Mean[d]) / Sigma)]))];
        double[] step = new double[n];
        for (int i = 0; i < mu; i++)
        {
            DoubleFunctions.AddScaled(w[i], y[i], step); // equation 41
        }

        DoubleFunctions.AddScaled(Sigma, step, Mean); // 42
        double[] z = [.. inverse.Select((row, i) => DoubleFunctions.Dot(row, step.AsSpan(0, i + 1)))];
        for (int d = 0; d < n; d++)
        {
            pSigma[d] = ((1 - cSigma) * pSigma[d]) + (Math.Sqrt(cSigma * (2 - cSigma) * muEff) * z[d]); // 43
        }

        double length = Math.Sqrt(DoubleFunctions.Dot(pSigma, pSigma));
        bool isSteady = length / Math.Sqrt(1 - Elementary.Pow(1 - cSigma, 2 * generation)) < (1.4 + (2 / (n + 1.0))) * expected;
        for (int d = 0; d < n; d++)
        {
            pC[d] = ((1 - cC) * pC[d]) + (isSteady ? Math.Sqrt(cC * (2 - cC) * muEff) * step[d] : 0); // 45
        }

        double keep = 1 - c1 - cMu + (isSteady ? 0 : c1 * cC * (2 - cC)); // 47
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rankMu = 0;
                for (int k = 0; k < mu; k++)
                {
                    rankMu += w[k] * y[k][i] * y[k][j];
                }

                c[i][j] = (keep * c[i][j]) + (c1 * pC[i] * pC[j]) + (cMu * rankMu);
            }
        }

        Sigma = Math.Clamp(Sigma * Elementary.Exp(Math.Clamp(cSigma / dSigma * ((length / expected) - 1), -1, 1)), 1e-9, 1); // 44
        double[][] factor = [.. c.Select(row => row.ToArray())];
        if (Cholesky.Factor(factor))
        {
            (Factor, inverse) = (factor, Cholesky.InvertLower(factor));
        }
    }

    /// <summary>A point that another distribution drew may lie too far out: it is drawn in (Hansen, "Injecting external solutions into CMA-ES", arXiv:1110.4181, equation 3).</summary>
    private double[] Clip(double[] y)
    {
        double[] z = [.. inverse.Select((row, i) => DoubleFunctions.Dot(row, y.AsSpan(0, i + 1)))];
        double length = Math.Sqrt(DoubleFunctions.Dot(z, z)), most = Math.Sqrt(n) + (2.0 * n / (n + 2));
        return length > most ? [.. y.Select(v => v * most / length)] : y;
    }
}
