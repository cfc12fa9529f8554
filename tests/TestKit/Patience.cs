using System.Diagnostics;

namespace HyperSearch.TestKit;

/// <summary>Waiting for what other processes do.</summary>
public static class Patience
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something is so, and fails if it is not in time.</summary>
    /// <param name="isSo">What is waited for.</param>
    /// <param name="longest">For how long at most.</param>
    /// <param name="what">What is waited for, in words.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It did not become so in time.</exception>
    public static async Task<TimeSpan> Until(Func<bool> isSo, TimeSpan longest, string what)
    {
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

    /// <summary>Waits for some time.</summary>
    public static Task For(TimeSpan time) => Task.Delay(time, TimeProvider.System);
}
