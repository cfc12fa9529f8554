using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>
/// Progress in a terminal: trials done of total, time left, best so far, present ranges, running trials with epoch and value. A line for each, in the same
/// place; at the end the picture is taken away and leaves the room to the summary.
/// </summary>
internal sealed class LiveProgress : IRunProgress
{
    private const int MostRunning = 16;
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(200);
    private static readonly Style Grey = new(Color.Grey), Green = new(Color.Green), Bold = new(decoration: Decoration.Bold);

    private readonly StudyState state;
    private readonly TimeProvider time;
    private readonly RunEstimate estimate;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drawing;
    private volatile Picture picture;
    private volatile string notice = "", workers = "";
    private long drawn;
    private int mostRunning;

    public LiveProgress(StudyState state, TimeProvider time)
    {
        this.state = state;
        this.time = time;
        estimate = new RunEstimate(time);
        picture = Draw();
        AppDomain.CurrentDomain.ProcessExit += LeaveTerminal; // a second Ctrl-C ends at once
        drawing = Task.Run(DrawUntilEnded);
    }

    public void Show(Record record)
    {
        if (record is EpochReported epoch)
        {
            estimate.AddEpoch(state, epoch.Trial);
        }

        // The state may only be read here, between two changes of it; the picture is handed to the drawing task.
        if (time.GetElapsedTime(drawn) >= RedrawEvery || record is StudyFinished)
        {
            drawn = time.GetTimestamp();
            picture = Draw();
        }
    }

    public void ShowWorkers(string text) => workers = text;

    public void Say(string text) => notice = text;

    public void Dispose()
    {
        ended.TrySetResult();
        drawing.Wait();
        AppDomain.CurrentDomain.ProcessExit -= LeaveTerminal;
    }

    private static void LeaveTerminal(object? sender, EventArgs e)
    {
        AnsiConsole.Cursor.Show(true);
        Console.WriteLine();
    }

    private async Task DrawUntilEnded() => await AnsiConsole.Live(Render()).AutoClear(true).StartAsync(async live =>
    {
        while (!ended.Task.IsCompleted)
        {
            live.UpdateTarget(Render());
            await Task.WhenAny(ended.Task, Task.Delay(RedrawEvery, time)).ConfigureAwait(false);
        }
    }).ConfigureAwait(false);

    /// <summary>The picture with the time that has passed since it was drawn.</summary>
    private Rows Render()
    {
        Picture now = picture;
        int width = AnsiConsole.Profile.Width;
        TimeSpan elapsed = estimate.Elapsed, passed = elapsed - now.At;
        string left = now.Left is { } time ? $"about {Numbers.Duration(time > passed ? time - passed : TimeSpan.Zero)} left" : "";
        string name = state.Definition.Name, rest = $"  {now.Phase}  {Numbers.Duration(elapsed)}  {left}";
        int bar = Math.Clamp(width - name.Length - rest.Length - 2 - LiveLine.Margin, 5, 40), filled = (int)(bar * now.Share);
        LiveLine first = new LiveLine().Add(name, Bold).Add("  ").Add(new string('━', filled), Green).Add(new string('━', bar - filled), Grey)
            .Add($"  {now.Phase}").Add($"  {Numbers.Duration(elapsed)}  {left}", Grey);
        IEnumerable<LiveLine> ofWorkers = workers.Length > 0 ? [new LiveLine().Add(workers, Grey)] : [];
        return new Rows(now.Lines.Prepend(first).Concat(ofWorkers).Append(new LiveLine().Add(notice, Bold)).Select(line => line.Fit(width)));
    }

    private Picture Draw()
    {
        int over = state.Trials.Count - state.Open.Count, total = state.PlannedTrials;
        string phase = $"trials {over} of {total}";
        if (state.AreTrialsOver && state.Confirmations() is { Count: > 0 } confirmations)
        {
            (over, total) = (confirmations.Count(w => w.IsOver), confirmations.Count);
            phase = $"confirming {over} of {total}";
        }

        return new Picture(phase, (double)over / total, estimate.Left(state), estimate.Elapsed, [Best(), .. Ranges(), .. Running()]);
    }

    private LiveLine Best()
    {
        var line = new LiveLine();
        if (state.Best is { } best)
        {
            line.Add("best  ").Add(Numbers.Short(best.Work.Value!.Value), Green).Add($"  trial {best.Number}  ").Add(StatusText.Parameters(best.Parameters.ToJson()), Grey);
        }

        (int Count, string What)[] others = [(state.CountOf(Outcome.Pruned), "pruned"), (state.CountOf(Outcome.Diverged), "diverged"), (state.CountOf(Outcome.Failed), "failed")];
        foreach ((int count, string what) in others.Where(o => o.Count > 0))
        {
            line.Add(string.Create(CultureInfo.InvariantCulture, $"  {count} {what}"));
        }

        return line;
    }

    private IEnumerable<LiveLine> Ranges()
    {
        var round = state.Rounds[^1];
        (int Index, string Path, string Range)[] rows = [.. state.Definition.Space.Dimensions
            .Select((dimension, d) => (d, dimension))
            .Where(x => x.dimension is NumericDimension)
            .Select(x => (x.d, x.dimension.Path, $"{Numbers.Short(round.Ranges[x.d].Min)}..{Numbers.Short(round.Ranges[x.d].Max)}"))];
        int path = rows.Select(r => r.Path.Length).DefaultIfEmpty().Max(), range = rows.Select(r => r.Range.Length).DefaultIfEmpty().Max();
        return rows.Select(r => new LiveLine().Add($"{r.Path.PadRight(path)}  {r.Range.PadRight(range)}  ").Add(round.Moves.FirstOrDefault(m => m.Dimension == r.Index)?.Why ?? "", Grey));
    }

    /// <summary>As many lines as there ever were trials running at once, so that nothing jumps when one ends.</summary>
    private IEnumerable<LiveLine> Running()
    {
        IEnumerable<Work> works = state.AreTrialsOver ? state.Confirmations() : state.Open.Select(t => t.Work);
        Work[] running = [.. works.Where(w => !w.IsOver && w.Worker is not null).Take(MostRunning)];
        mostRunning = Math.Max(mostRunning, running.Length);
        int id = running.Select(w => w.Id.ToString().Length).DefaultIfEmpty().Max();
        foreach (Work work in running)
        {
            string value = work.Values.Count > 0 ? Numbers.Short(work.Values[^1]) : "-";
            string epochs = string.Create(CultureInfo.InvariantCulture, $"epoch {work.Values.Count,3}/{work.Epochs}");
            yield return new LiveLine()
                .Add($"{work.Id.ToString().PadRight(id)}  {epochs}  {value,-9}  ")
                .Add($"{work.Worker,-4}  {StatusText.Parameters(state.Trials[work.Id.Trial].Parameters.ToJson())}", Grey);
        }

        for (int i = running.Length; i < mostRunning; i++)
        {
            yield return new LiveLine();
        }
    }

    /// <summary>What the drawing task shows: nothing in it reads the state.</summary>
    private sealed record Picture(string Phase, double Share, TimeSpan? Left, TimeSpan At, IReadOnlyList<LiveLine> Lines);
}
