using System.Globalization;

namespace HyperSearch.Benchmarks.ManyWorkers;

/// <summary>How long answers took.</summary>
internal sealed class Latencies
{
    private readonly List<double> milliseconds = [];

    public void Add(TimeSpan time)
    {
        lock (milliseconds)
        {
            milliseconds.Add(time.TotalMilliseconds);
        }
    }

    public override string ToString()
    {
        lock (milliseconds)
        {
            milliseconds.Sort();
            return string.Create(CultureInfo.InvariantCulture, $"{milliseconds.Count} reports, latency {At(0.5):0.0} ms at the median, {At(0.99):0.0} ms at the 99th percentile");
        }
    }

    private double At(double share) => milliseconds[(int)(share * (milliseconds.Count - 1))];
}
