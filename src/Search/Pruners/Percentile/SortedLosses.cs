namespace HyperSearch.Search.Pruners;

/// <summary>The losses of some trials after each epoch, in order.</summary>
internal sealed class SortedLosses
{
    private readonly List<List<double>> byEpoch = [];

    /// <summary>How many trials were added.</summary>
    public int Trials { get; private set; }

    /// <summary>How many of them completed.</summary>
    public int Completed { get; private set; }

    /// <summary>Adds a trial. Costs a search and a move of memory for each of its epochs.</summary>
    public void Add(KnownCurve curve)
    {
        Trials++;
        Completed += curve.IsComplete ? 1 : 0;
        for (int epoch = 1; epoch <= curve.Count; epoch++)
        {
            if (byEpoch.Count < epoch)
            {
                byEpoch.Add([]);
            }

            double loss = curve.At(epoch);
            int place = byEpoch[epoch - 1].BinarySearch(loss);
            byEpoch[epoch - 1].Insert(place < 0 ? ~place : place, loss);
        }
    }

    /// <summary>The losses after an epoch, the least first.</summary>
    public IReadOnlyList<double> At(int epoch) => epoch <= byEpoch.Count ? byEpoch[epoch - 1] : [];

    /// <summary>The loss of a rank, from 1, among those of two ordered lists.</summary>
    public static double Select(IReadOnlyList<double> a, IReadOnlyList<double> b, int rank)
    {
        int fromB = 0;
        while (fromB < b.Count && fromB < rank && (rank - fromB > a.Count || b[fromB] < a[rank - fromB - 1]))
        {
            fromB++;
        }

        double last = fromB > 0 ? b[fromB - 1] : double.NegativeInfinity;
        return rank > fromB ? Math.Max(last, a[rank - fromB - 1]) : last;
    }
}
