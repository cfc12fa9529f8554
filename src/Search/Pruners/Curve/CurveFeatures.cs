namespace HyperSearch.Search.Pruners;

/// <summary>What the start of a learning curve is summed up in: where it is, and how much it gained while its epochs doubled, and doubled before.</summary>
internal static class CurveFeatures
{
    /// <summary>How many features there are.</summary>
    public const int Count = 4;

    /// <summary>The features after an epoch: 1, the gain over the last doubling of the epochs, the gain over the doubling before, the level.</summary>
    /// <param name="lossOf">The loss after an epoch.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="centre">What the level is measured from.</param>
    /// <param name="unit">The unit of all of them.</param>
    public static double[] Read(Func<int, double> lossOf, int epoch, double centre, double unit)
    {
        double level = Level(lossOf, epoch), half = epoch >= 2 ? Level(lossOf, epoch / 2) : level, quarter = epoch >= 4 ? Level(lossOf, epoch / 4) : half;
        return [1, (half - level) / unit, (quarter - half) / unit, (level - centre) / unit];
    }

    /// <summary>The mean loss of the last quarter of the epochs: one epoch is noisy.</summary>
    public static double Level(Func<int, double> lossOf, int epoch)
    {
        int count = Math.Max(1, epoch / 4);
        double sum = 0;
        for (int e = epoch - count + 1; e <= epoch; e++)
        {
            sum += lossOf(e);
        }

        return sum / count;
    }
}
