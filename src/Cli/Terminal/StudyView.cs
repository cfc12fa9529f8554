using System.Globalization;
using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;
using Spectre.Console;

namespace HyperSearch.Cli.Terminal;

/// <summary>
/// A study at one moment, as a live display shows it: progress with the time left, the best trial and how it came about, where each dimension is searched, and what is being trained. Taken between
/// two changes of the state, and laid out later, for whatever size the terminal has by then; nothing in it reads the state any more.
/// </summary>
internal sealed class StudyView
{
    private const int MostRunning = 16, MostCurve = 400, LongestBar = 60, ShortestBar = 20, ShortestReason = 30, LongestMeter = 60, EpochCells = 10, Wide = 120;
    private static readonly Style Grey = new(Color.Grey), Green = new(Color.Green), Bold = new(decoration: Decoration.Bold);

    private readonly List<Row> rows = [];
    private readonly List<RunningRow> running = [];
    private readonly string name, phase, others;
    private readonly double share;
    private readonly TimeSpan? left;
    private readonly TimeSpan at;
    private readonly (string Value, string Trial, string Parameters)? best;
    private readonly double[] curve;

    /// <summary>A view of a study.</summary>
    /// <param name="state">The study.</param>
    /// <param name="left">How long the rest will take; null where that is not known.</param>
    /// <param name="at">How long it had been running.</param>
    public StudyView(StudyState state, TimeSpan? left, TimeSpan at)
    {
        (name, this.left, this.at) = (state.Definition.Name, left, at);
        (phase, share) = Progress(state);
        best = state.Best is { } b ? (Numbers.Short(b.Work.Value!.Value), string.Create(CultureInfo.InvariantCulture, $"trial {b.Number}"), StatusText.Parameters(b.Parameters.ToJson())) : null;
        others = string.Join(", ", new[] { (state.CountOf(Outcome.Pruned), "pruned"), (state.CountOf(Outcome.Diverged), "diverged"), (state.CountOf(Outcome.Failed), "failed") }
            .Where(o => o.Item1 > 0).Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Item1} {o.Item2}")));
        curve = BestSoFar(state);
        AddRows(state);
        AddRunning(state);
    }

    /// <summary>How many trials were running.</summary>
    public int Running => running.Count;

    /// <summary>The lines.</summary>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="height">How many lines there is room for; of many dimensions the last are left out.</param>
    /// <param name="elapsed">How long the study has been running by now.</param>
    /// <param name="runningLines">How many lines the running trials have, at least, so that nothing jumps when one ends.</param>
    public IReadOnlyList<LiveLine> Lines(int width, int height, TimeSpan elapsed, int runningLines)
    {
        int room = width - LiveLine.Margin;
        LiveLine[] below = [.. RunningLines(room), .. Enumerable.Repeat(new LiveLine(), Math.Max(0, Math.Min(runningLines, MostRunning) - running.Count))];
        LiveLine[] above = [Head(room, elapsed), new LiveLine(), .. BestLines(room), new LiveLine()];
        int most = Math.Max(2, height - above.Length - below.Length - 1);
        IEnumerable<LiveLine> ranges = rows.Count <= most ? RangeLines(rows, room)
            : RangeLines(rows[..(most - 1)], room).Append(new LiveLine().Add(string.Create(CultureInfo.InvariantCulture, $"and {rows.Count - most + 1} dimensions more"), Grey));
        return [.. above, .. ranges, new LiveLine(), .. below];
    }

    private static (string Phase, double Share) Progress(StudyState state)
    {
        (int over, int total) = (state.Trials.Count - state.Open.Count, state.PlannedTrials);
        if (state.AreTrialsOver && state.Confirmations() is { Count: > 0 } confirmations)
        {
            (over, total) = (confirmations.Count(w => w.IsOver), confirmations.Count);
            return (string.Create(CultureInfo.InvariantCulture, $"confirming {over} of {total}"), (double)over / total);
        }

        return (string.Create(CultureInfo.InvariantCulture, $"{over} of {total} trials"), total == 0 ? 1 : (double)over / total);
    }

    /// <summary>The best value so far after each trial from the first that completed; of many trials so many points as any terminal shows.</summary>
    private static double[] BestSoFar(StudyState state)
    {
        var all = new List<double>();
        foreach (Trial trial in state.Trials)
        {
            if (trial.Work.Value is { } value)
            {
                all.Add(all.Count == 0 || state.Definition.Objective.IsBetter(value, all[^1]) ? value : all[^1]);
            }
            else if (all.Count > 0 && trial.Work.IsOver)
            {
                all.Add(all[^1]);
            }
        }

        return all.Count <= MostCurve ? [.. all] : [.. Enumerable.Range(0, MostCurve).Select(i => all[(int)((i + 1L) * all.Count / MostCurve) - 1])];
    }

    private void AddRows(StudyState state)
    {
        Space space = state.Definition.Space;
        Round round = state.Rounds[^1];
        ParameterSet? parameters = state.Best?.Parameters;
        for (int d = 0; d < space.Dimensions.Count; d++)
        {
            bool isSet = parameters?.IsActive(d) == true;
            if (space.Dimensions[d] is NumericDimension numeric)
            {
                SearchRange axis = numeric.Limits ?? new SearchRange(state.Rounds.Min(r => r.Ranges[d].Min), state.Rounds.Max(r => r.Ranges[d].Max));
                double? value = isSet && parameters![d] is { } v && axis.Contains(v) ? v : null;
                int index = d;
                rows.Add(new Row(numeric.Path, new RangeBar(numeric, axis, round.Ranges[d], value), null, -1, round.Moves.FirstOrDefault(m => m.Dimension == index)?.Why ?? ""));
            }
            else if (space.Dimensions[d] is ChoiceDimension choice)
            {
                rows.Add(new Row(choice.Path, null, [.. choice.Choices.Select(Shown)], isSet ? (int)parameters![d] : -1, ""));
            }
        }
    }

    private void AddRunning(StudyState state)
    {
        IEnumerable<Work> works = state.AreTrialsOver ? state.Confirmations() : state.Open.Select(t => t.Work);
        foreach (Work work in works.Where(w => !w.IsOver && w.Worker is not null).Take(MostRunning))
        {
            running.Add(new RunningRow(
                work.Id.ToString(),
                work.Values.Count,
                work.Epochs,
                work.Values.Count > 0 ? Numbers.Short(work.Values[^1]) : "",
                work.Worker!,
                StatusText.Parameters(state.Trials[work.Id.Trial].Parameters.ToJson())));
        }
    }

    private static string Shown(JsonElement choice) => choice.ValueKind == JsonValueKind.String ? choice.GetString()! : choice.GetRawText();

    private LiveLine Head(int room, TimeSpan elapsed)
    {
        TimeSpan passed = elapsed - at;
        string rest = left is { } time ? $"about {Numbers.Duration(time > passed ? time - passed : TimeSpan.Zero)} left" : "";
        string clock = Numbers.Duration(elapsed);

        // The words keep their places while the numbers in them change.
        string words = $"  {phase}  {clock}{(rest.Length > 0 ? "  " + rest : "")}";
        int meter = Math.Clamp(room - name.Length - 2 - Math.Max(words.Length, 44), 5, LongestMeter), filled = (int)(meter * share);
        return new LiveLine().Add(name, Bold).Add("  ").Add(new string('━', filled), Green).Add(new string('─', meter - filled), Grey)
            .Add($"  {phase}").Add($"  {clock}", Grey).Add(rest.Length > 0 ? "  " + rest : "", Grey);
    }

    private IEnumerable<LiveLine> BestLines(int room)
    {
        if (best is not { } b)
        {
            return [new LiveLine().Add("best  ").Add("no trial has completed yet", Grey), new LiveLine().Add(others.Length > 0 ? "      " + others : "", Grey)];
        }

        string told = others.Length > 0 ? $"  {others}" : "";
        int curveRoom = Math.Clamp(room - 6 - b.Value.Length - 4 - b.Trial.Length - told.Length, 0, LongestMeter);
        return
        [
            new LiveLine().Add("best  ").Add(b.Value, Green).Add($"  {b.Trial}  ", Grey).Add(Sparkline.Of(curve, curveRoom), Green).Add(told),
            new LiveLine().Add($"      {b.Parameters}", Grey),
        ];
    }

    private static IEnumerable<LiveLine> RangeLines(IReadOnlyList<Row> rows, int room)
    {
        int longest = Math.Max(12, room / 3), path = Math.Min(longest, rows.Select(r => r.Path.Length).DefaultIfEmpty().Max());
        (string Low, string High)[] ends = [.. rows.Where(r => r.Bar is not null).Select(r => r.Bar!.Ends)];
        int low = ends.Select(e => e.Low.Length).DefaultIfEmpty().Max(), high = ends.Select(e => e.High.Length).DefaultIfEmpty().Max();
        int taken = path + 2 + low + 2 + high + 2;

        // The words of the range beside it, and why it moved, where there is room for them; the bar comes first.
        int range = rows.Where(r => r.Bar is not null).Select(r => r.RangeText.Length).DefaultIfEmpty().Max();
        bool isTold = room - taken - range >= ShortestBar;
        int bar = Math.Clamp(isTold ? room - taken - range : room - taken, ShortestBar / 2, room > Wide ? room / 4 : LongestBar);
        bool isExplained = isTold && room - taken - range - bar - 2 >= ShortestReason;
        foreach (Row row in rows)
        {
            string shown = row.Path.Length <= path ? row.Path.PadRight(path) : "…" + row.Path[^(path - 1)..];
            LiveLine line = new LiveLine().Add(shown).Add("  ");
            if (row.Bar is { } numeric)
            {
                (string least, string most) = numeric.Ends;
                numeric.AddTo(line.Add(least.PadLeft(low) + " ", Grey), bar).Add($" {most.PadRight(high)}", Grey);
                yield return !isTold ? line : line.Add($"  {row.RangeText.PadRight(range)}").Add(isExplained && row.Why.Length > 0 ? $"  {row.Why}" : "", Grey);
                continue;
            }

            line.Add(new string(' ', low + 1));
            for (int i = 0; i < row.Choices!.Count; i++)
            {
                line.Add(i > 0 ? "  " : "").Add(row.Choices[i], i == row.BestChoice ? new Style(Color.Green, decoration: Decoration.Bold) : Grey);
            }

            yield return line;
        }
    }

    private IEnumerable<LiveLine> RunningLines(int room)
    {
        int id = running.Select(r => r.Id.Length).DefaultIfEmpty().Max(), worker = running.Select(r => r.Worker.Length).DefaultIfEmpty().Max();
        int epochs = running.Select(r => r.Count.Length).DefaultIfEmpty().Max();
        foreach (RunningRow row in running)
        {
            int filled = row.Epochs == 0 ? 0 : row.Epoch * EpochCells / row.Epochs;
            LiveLine line = new LiveLine().Add($"{row.Id.PadRight(id)}  ").Add(new string('━', filled), Green).Add(new string('─', EpochCells - filled), Grey)
                .Add($"  epoch {row.Count.PadLeft(epochs)}  {row.Value,-9}").Add($"  {row.Worker.PadRight(worker)}", Grey);
            yield return room >= 70 ? line.Add($"  {row.Parameters}", Grey) : line;
        }
    }

    private sealed record Row(string Path, RangeBar? Bar, IReadOnlyList<string>? Choices, int BestChoice, string Why)
    {
        public string RangeText => Bar is null ? "" : $"{Numbers.Brief(Bar.Range.Min)}..{Numbers.Brief(Bar.Range.Max)}";
    }

    private sealed record RunningRow(string Id, int Epoch, int Epochs, string Value, string Worker, string Parameters)
    {
        public string Count => string.Create(CultureInfo.InvariantCulture, $"{Epoch}/{Epochs}");
    }
}
