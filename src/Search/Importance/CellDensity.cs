using HyperSearch.Numerics;

namespace HyperSearch.Search.Importance;

/// <summary>
/// The density of a dimension's values, by cells: the mean of a kernel around each observation and of one uniform density. A number's kernel is normal and cut to [0, 1]; a choice's
/// leaves a little to the other choices. Kernels depend on cells alone, so that counting is all that an observation costs.
/// </summary>
internal sealed class CellDensity
{
    private const int NumberCells = 50;

    // Scott's rule for a standard deviation of 0.29, that of a uniform distribution: 1.06 x 0.29 n^(-1/5).
    private const double Bandwidth = 0.3;

    private readonly bool isChoice;
    private readonly double[][] kernels; // by observed cell: its probability in every cell

    /// <summary>Kernels for a dimension.</summary>
    /// <param name="choices">How many choices it has; 0 for numbers.</param>
    /// <param name="observations">For how many observations the kernels are to be as wide as is usual.</param>
    public CellDensity(int choices, int observations)
    {
        isChoice = choices > 0;
        Cells = isChoice ? choices : NumberCells;
        double width = Bandwidth * Elementary.Pow(Math.Max(observations, 1), -0.2), rest = 1.0 / (observations + 1);
        kernels = [.. Enumerable.Range(0, Cells).Select(center => Scaled([.. Enumerable.Range(0, Cells).Select(cell =>
            isChoice ? (cell == center ? 1 : 0) + rest : Elementary.Exp(-0.5 * Square((cell - center) / (width * Cells))))]))];
    }

    /// <summary>How many cells there are.</summary>
    public int Cells { get; }

    /// <summary>The cell of a number in [0, 1].</summary>
    public int CellOf(double unit) => Math.Min((int)(unit * Cells), Cells - 1);

    /// <summary>The probability of each cell, by how often each was observed.</summary>
    /// <param name="counts">The observations by cell.</param>
    /// <param name="elsewhere">The observations without a value: they count as spread evenly.</param>
    public double[] Of(ReadOnlySpan<int> counts, int elsewhere)
    {
        double[] density = new double[Cells];
        Array.Fill(density, (elsewhere + 1.0) / Cells);
        int total = elsewhere + 1;
        for (int center = 0; center < Cells; center++)
        {
            if (counts[center] > 0)
            {
                total += counts[center];
                DoubleFunctions.AddScaled(counts[center], kernels[center], density);
            }
        }

        for (int c = 0; c < Cells; c++)
        {
            density[c] /= total;
        }

        return density;
    }

    private static double Square(double x) => x * x;

    private static double[] Scaled(double[] weights)
    {
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
