using HyperSearch.Search.Studies;

namespace HyperSearch.Cli.Terminal;

/// <summary>A study that runs elsewhere, in a terminal.</summary>
internal sealed class WatchScreen : IDisposable
{
    private readonly StudyReading reading;
    private readonly TimeProvider time;
    private readonly LiveScreen screen;
    private volatile Moment moment;
    private int mostRunning;

    public WatchScreen(StudyReading reading, TimeProvider time)
    {
        this.reading = reading;
        this.time = time;
        moment = Now();
        screen = new LiveScreen(Lines, time);
    }

    /// <summary>Shows what was read since; called while nobody reads on.</summary>
    public void Update()
    {
        if (moment.Records != reading.Journal.Count)
        {
            moment = Now();
        }
    }

    public void Dispose() => screen.Dispose();

    private Moment Now() => new(new StudyView(reading.State, reading.Pace.Left(reading.State), reading.Pace.Worked), reading.Pace.Worked, time.GetTimestamp(), reading.Journal.Count);

    private IReadOnlyList<LiveLine> Lines(int width, int height)
    {
        Moment now = moment;
        mostRunning = Math.Max(mostRunning, now.View.Running);
        return now.View.Lines(width, height, now.Worked + time.GetElapsedTime(now.SeenAt), mostRunning);
    }

    private sealed record Moment(StudyView View, TimeSpan Worked, long SeenAt, long Records);
}
