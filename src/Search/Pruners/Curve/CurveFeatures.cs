using HyperSearch.Numerics;

namespace HyperSearch.Search.Pruners;

/// <summary>What the start of a learning curve is summed up in: where it is, what it gained while its epochs doubled, and doubled before, and where that leads if it goes on alike.</summary>
internal static class CurveFeatures
{
    /// <summary>How many features there are.</summary>
    public const int Count = 4;

    // Of the ratio of the last two gains; without gains, a half.
    private const double LeastRatio = 0.2, MostRatio = 1, UsualRatio = 0.5;

    // How far a trial must be from the best, in units, for its fate to be all open, and what is never sure.
    private const double Far = 0.5, LeastDoubt = 0.05;

    /// <summary>How often the epochs double from one to the last.</summary>
    public static double Doublings(int epoch, int epochs) => Elementary.Log((double)epochs / epoch) / Elementary.Log(2);

    /// <summary>
    /// The features after an epoch: 1, the gain to the end if each doubling of the epochs gains as much less than the one before as the last one did, the gain over the doubling before the last, the level.
    /// </summary>
    /// <param name="lossOf">The loss after an epoch.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="epochs">The budget.</param>
    /// <param name="centre">What the level is measured from.</param>
    /// <param name="unit">The unit of all of them.</param>
    public static double[] Read(Func<int, double> lossOf, int epoch, int epochs, double centre, double unit)
    {
        double level = Level(lossOf, epoch), half = epoch >= 2 ? Level(lossOf, epoch / 2) : level, quarter = epoch >= 4 ? Level(lossOf, epoch / 4) : half;
        double last = (half - level) / unit, before = (quarter - half) / unit;
        double ratio = last > 0 && before > 1e-9 ? Math.Clamp(last / before, LeastRatio, MostRatio) : UsualRatio, gains = 0, next = ratio;
        for (double left = Doublings(epoch, epochs); left > 0; left -= 1, next *= ratio)
        {
            gains += next * Math.Min(1, left);
        }

        return [1, last * gains, before, (level - centre) / unit];
    }

    /// <summary>
    /// The features after an epoch of a curve that is known up to another one, short of the last: what it gains until then is asked of it as if the way ended there, and what the features but
    /// the gain to come add on the whole way is shared out over its doublings.
    /// </summary>
    /// <param name="lossOf">The loss after an epoch.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="known">Up to where it is known.</param>
    /// <param name="epochs">The budget.</param>
    /// <param name="centre">What the level is measured from.</param>
    /// <param name="unit">The unit of all of them.</param>
    public static double[] ReadPart(Func<int, double> lossOf, int epoch, int known, int epochs, double centre, double unit)
    {
        double[] whole = Read(lossOf, epoch, known, centre, unit);
        double share = Doublings(epoch, known) / Doublings(epoch, epochs);
        return [whole[0] * share, whole[1], whole[2] * share, whole[3] * share];
    }

    /// <summary>
    /// How large the errors of a forecast from a start are beside those of others: smaller near the last epoch, and near the best known trial, where less is left to be gained than a curve that has not
    /// left its plateau may still gain.
    /// </summary>
    /// <param name="lossOf">The loss after an epoch.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="epochs">The budget.</param>
    /// <param name="best">The best known final loss.</param>
    /// <param name="unit">The unit of losses.</param>
    public static double Doubt(Func<int, double> lossOf, int epoch, int epochs, double best, double unit) =>
        (Math.Min(1, Doublings(epoch, epochs)) * Math.Clamp((Level(lossOf, epoch) - best) / (Far * unit), 0, 1)) + LeastDoubt;

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
