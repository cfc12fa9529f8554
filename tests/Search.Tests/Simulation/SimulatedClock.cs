namespace HyperSearch.Search.Tests.Simulation;

/// <summary>The clocks of a simulated machine: one on the wall, which jumps to and fro, and one that only goes forward, but leaps when the machine had slept.</summary>
internal sealed class SimulatedClock(Timeline timeline) : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private TimeSpan wallOffset, slept;

    public override long TimestampFrequency => TimeSpan.TicksPerMillisecond * 1000;

    public override DateTimeOffset GetUtcNow() => Begin + TimeSpan.FromMilliseconds(timeline.Now) + wallOffset + slept;

    public override long GetTimestamp() => (TimeSpan.FromMilliseconds(timeline.Now) + slept).Ticks;

    /// <summary>Somebody sets the clock on the wall.</summary>
    public void SetWall(TimeSpan by) => wallOffset += by;

    /// <summary>The machine sleeps.</summary>
    public void Sleep(TimeSpan time) => slept += time;
}
