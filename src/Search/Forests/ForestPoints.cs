namespace HyperSearch.Search.Forests;

/// <summary>What a forest is grown from: points, and the value at each.</summary>
internal sealed class ForestPoints
{
    /// <summary>The number that stands for "this dimension is inactive here", below all others.</summary>
    public const double Inactive = -1;

    /// <summary>Points with their values.</summary>
    /// <param name="x">The points, at least one, of at least one feature: numbers, or categories counted from 0.</param>
    /// <param name="y">The values; finite.</param>
    /// <param name="categories">How many categories a feature has; 0 for numbers.</param>
    public ForestPoints(IReadOnlyList<double[]> x, double[] y, int[] categories)
    {
        Y = y;
        Categories = categories;
        Columns = [.. categories.Select((_, f) => x.Select(p => p[f]).ToArray())];
        Orders = [.. Columns.Select((column, f) => Sorted(column, categories[f]))];
    }

    /// <summary>How many points there are.</summary>
    public int Count => Y.Length;

    /// <summary>The value of each point.</summary>
    public double[] Y { get; }

    /// <summary>How many categories a feature has; 0 for numbers.</summary>
    public int[] Categories { get; }

    /// <summary>The points by feature.</summary>
    public double[][] Columns { get; }

    /// <summary>By feature: the points from the least number to the greatest; of categories, as they come.</summary>
    public int[][] Orders { get; }

    private static int[] Sorted(double[] column, int categories)
    {
        int[] order = [.. Enumerable.Range(0, column.Length)];
        if (categories > 0)
        {
            return order;
        }

        double[] sorted = [.. column];
        Array.Sort(sorted, order);

        // Equal numbers stay in the order of the points.
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            for (end = begin + 1; end < order.Length && sorted[end] == sorted[begin]; end++)
            {
            }

            Array.Sort(order, begin, end - begin);
        }

        return order;
    }
}
