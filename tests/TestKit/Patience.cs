using System.Diagnostics;
using System.Globalization;

namespace HyperSearch.TestKit;

/// <summary>Waiting for what other processes do. On a machine that is busy with other work <c>HYPERSEARCH_PATIENCE=10</c> waits ten times as long before it gives up.</summary>
public static class Patience
{
    private static readonly double Factor = double.Parse(Environment.GetEnvironmentVariable("HYPERSEARCH_PATIENCE") is { Length: > 0 } factor ? factor : "1", CultureInfo.InvariantCulture);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is so, and fails if it is not in time.</summary>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="longest">For how long at most.</param>
    /// <param name="what">What is waited for, in words.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It did not become so in time.</exception>
    public static async Task<TimeSpan> Until(Func<bool> isSo, TimeSpan longest, string what)
    {
        longest = Longest(longest);
        long begin = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(begin) > longest)
            {
                throw new TimeoutException($"Not within {longest.TotalSeconds:0.#} s: {what}.");
            }

            await For(LookEvery).ConfigureAwait(false);
        }

        return Stopwatch.GetElapsedTime(begin);
    }

    /// <summary>How long something is waited for that takes no longer than <paramref name="time"/> on a machine that does nothing else.</summary>
    public static TimeSpan Longest(TimeSpan time) => Factor * time;

    /// <summary>Waits for some time.</summary>
    public static Task For(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
