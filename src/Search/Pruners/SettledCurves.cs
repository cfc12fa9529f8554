using System.Collections;

namespace HyperSearch.Search.Pruners;

/// <summary>The curves of the first trials of a study, as far as all of them have ended: made once, and shared by the knowledge of all later trials.</summary>
internal sealed class SettledCurves
{
    private readonly List<KnownCurve> curves = [];
    private readonly List<long> endedBy = [];

    /// <summary>How many there are.</summary>
    public int Count => curves.Count;

    /// <summary>Adds the curve of the next trial, which has ended.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="end">When the trial ended.</param>
    public void Add(KnownCurve curve, long end)
    {
        curves.Add(curve);
        endedBy.Add(Math.Max(end, endedBy.Count == 0 ? 0 : endedBy[^1]));
    }

    /// <summary>How many of the first trials, of at most <paramref name="trial"/>, had all ended by a virtual time. A trial that began earlier than others that have asked knows fewer.</summary>
    public int CountBy(long time, int trial)
    {
        int count = Math.Min(trial, Count);
        while (count > 0 && endedBy[count - 1] > time)
        {
            count--;
        }

        return count;
    }

    /// <summary>The first curves, and others after them.</summary>
    public IReadOnlyList<KnownCurve> With(int first, KnownCurve[] rest) => new Joined(curves, first, rest);

    private sealed class Joined(List<KnownCurve> curves, int first, KnownCurve[] rest) : IReadOnlyList<KnownCurve>
    {
        public int Count => first + rest.Length;

        public KnownCurve this[int index] => index < first ? curves[index] : rest[index - first];

        public IEnumerator<KnownCurve> GetEnumerator()
        {
            for (int i = 0; i < Count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
