namespace HyperSearch.Search.Pruners;

/// <summary>What the start of a learning curve is summed up in: where it is, and how much it gained in its second half and in the quarter before.</summary>
internal static class CurveFeatures
{
    /// <summary>How many features there are.</summary>
    public const int Count = 4;

    /// <summary>The features after an epoch, from the losses up to it: 1, the gain over the last doubling of the epochs, the gain over the doubling before, the level.</summary>
    /// <param name="losses">Any losses that begin with those of the first <paramref name="epoch"/> epochs.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="centre">What the level is measured from.</param>
    /// <param name="unit">What one is.</param>
    /// <param name="into">The features.</param>
    public static void Read(Func<int, double> losses, int epoch, double centre, double unit, Span<double> into)
    {
        double level = Level(losses, epoch), half = epoch >= 2 ? Level(losses, epoch / 2) : level, quarter = epoch >= 4 ? Level(losses, epoch / 4) : half;
        into[0] = 1;
        into[1] = (half - level) / unit;
        into[2] = (quarter - half) / unit;
        into[3] = (level - centre) / unit;
    }

    /// <summary>The mean loss of the last quarter of the epochs: one epoch is noisy.</summary>
    public static double Level(Func<int, double> losses, int epoch)
    {
        int first = epoch - (epoch / 4) + (epoch >= 4 ? 1 : 0);
        double sum = 0;
        for (int e = first; e <= epoch; e++)
        {
            sum += losses(e);
        }

        return sum / (epoch - first + 1);
    }
}
