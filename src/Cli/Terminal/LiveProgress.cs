using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HyperSearch.Cli.Terminal;

/// <summary>Progress in a terminal: trials done of total, time left, best so far, present ranges, running trials with epoch and value.</summary>
internal sealed class LiveProgress : IRunProgress
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(200);

    private readonly StudyState state;
    private readonly TimeProvider time;
    private readonly RunEstimate estimate;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task drawing;
    private volatile IRenderable picture;
    private long drawn;

    public LiveProgress(StudyState state, TimeProvider time)
    {
        this.state = state;
        this.time = time;
        estimate = new RunEstimate(time);
        picture = Draw();
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

    public void Dispose()
    {
        ended.TrySetResult();
        drawing.Wait();
    }

    private async Task DrawUntilEnded() => await AnsiConsole.Live(picture).AutoClear(false).StartAsync(async live =>
    {
        while (!ended.Task.IsCompleted)
        {
            live.UpdateTarget(picture);
            live.Refresh();
            await Task.WhenAny(ended.Task, Task.Delay(RedrawEvery, time)).ConfigureAwait(false);
        }

        live.UpdateTarget(picture);
        live.Refresh();
    }).ConfigureAwait(false);

    private Rows Draw()
    {
        int over = state.Trials.Count - state.Open.Count;
        var lines = new List<IRenderable> { Bar(over) };
        if (state.Best is { } best)
        {
            lines.Add(new Markup($"best   [bold green]{Numbers.Short(best.Work.Value!.Value)}[/]  trial {best.Number}  [grey]{StatusText.Parameters(best.Parameters.ToJson()).EscapeMarkup()}[/]"));
        }

        int[] unusual = [state.CountOf(Outcome.Pruned), state.CountOf(Outcome.Diverged), state.CountOf(Outcome.Failed)];
        if (unusual.Any(n => n > 0))
        {
            lines.Add(new Markup($"[grey]pruned {unusual[0]}, diverged {unusual[1]}, failed {unusual[2]}[/]"));
        }

        lines.Add(Ranges());
        lines.Add(Running());
        return new Rows(lines);
    }

    private Markup Bar(int over)
    {
        const int Width = 30;
        int filled = Width * over / state.TotalTrials;
        string left = estimate.Left(state) is { } time ? $"about {Numbers.Duration(time)} left" : "";
        string phase = state.AreTrialsOver && state.Confirm is not null ? "confirming the winner" : $"trials {over} of {state.TotalTrials}";
        return new Markup($"[bold]{state.Definition.Name.EscapeMarkup()}[/]  [green]{new string('━', filled)}[/][grey]{new string('━', Width - filled)}[/]  {phase}  [grey]{Numbers.Duration(estimate.Elapsed)}  {left}[/]");
    }

    private Table Ranges()
    {
        Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("parameter", "range");
        var round = state.Rounds[^1];
        for (int d = 0; d < state.Definition.Space.Dimensions.Count; d++)
        {
            if (state.Definition.Space.Dimensions[d] is NumericDimension dimension)
            {
                string why = round.Moves.FirstOrDefault(m => m.Dimension == d)?.Why ?? "";
                table.AddRow(new Text(dimension.Path), new Markup($"{Numbers.Short(round.Ranges[d].Min)}..{Numbers.Short(round.Ranges[d].Max)} [grey]{why.EscapeMarkup()}[/]"));
            }
        }

        return table;
    }

    private Table Running()
    {
        Table table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("worker", "trial", "epoch", "value", "parameters");
        IEnumerable<Work> works = state.AreTrialsOver ? state.Confirmations() : state.Open.Select(t => t.Work);
        foreach (Work work in works.Where(w => !w.IsOver && w.Worker is not null).Take(16))
        {
            table.AddRow(
                new Markup($"[blue]{work.Worker!.EscapeMarkup()}[/]"),
                new Text(work.Id.ToString()),
                new Text(string.Create(CultureInfo.InvariantCulture, $"epoch {work.Values.Count}/{work.Epochs}")),
                new Text(work.Values.Count > 0 ? Numbers.Short(work.Values[^1]) : "-"),
                new Markup($"[grey]{StatusText.Parameters(state.Trials[work.Id.Trial].Parameters.ToJson()).EscapeMarkup()}[/]"));
        }

        return table;
    }
}
