using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>A run in a terminal: <see cref="StudyView"/>, how it stands with the workers, and what is to be said.</summary>
internal sealed class LiveProgress : IRunProgress
{
    private static readonly Style Grey = new(Color.Grey), Bold = new(decoration: Decoration.Bold);

    private readonly StudyState state;
    private readonly TimeProvider time;
    private readonly RunEstimate estimate;
    private readonly LiveScreen screen;
    private volatile StudyView view;
    private volatile string notice = "", workers = "";
    private long drawn;
    private int mostRunning;

    public LiveProgress(StudyState state, TimeProvider time)
    {
        this.state = state;
        this.time = time;
        estimate = new RunEstimate(time);
        view = View();
        screen = new LiveScreen(Lines, time);
    }

    public void Show(Record record)
    {
        estimate.Add(record, state);

        // The state may only be read here, between two changes of it; the view is handed to the drawing task.
        if (time.GetElapsedTime(drawn) >= LiveScreen.RedrawEvery || record is StudyFinished or RunEstimated)
        {
            drawn = time.GetTimestamp();
            view = View();
        }
    }

    public void ShowWorkers(string text) => workers = text;

    public void Say(string text) => notice = text;

    public void Dispose() => screen.Dispose();

    private StudyView View() => new(state, estimate.Left(state), estimate.Elapsed);

    private IEnumerable<LiveLine> Lines(int width, int height)
    {
        StudyView now = view;
        mostRunning = Math.Max(mostRunning, now.Running);
        LiveLine[] ofWorkers = workers.Length > 0 ? [new LiveLine().Add(workers, Grey)] : [];
        return [.. now.Lines(width, height - ofWorkers.Length - 1, estimate.Elapsed, mostRunning), .. ofWorkers, new LiveLine().Add(notice, Bold)];
    }
}
