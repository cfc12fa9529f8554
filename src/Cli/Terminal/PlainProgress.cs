using System.Globalization;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;

namespace HyperSearch.Cli.Terminal;

/// <summary>Progress as lines, for logs and pipes: one for every trial that ends and every range that moves.</summary>
internal sealed class PlainProgress : IRunProgress
{
    private readonly TextWriter output;
    private readonly StudyState state;
    private readonly RunEstimate estimate;
    private double? best;
    private int over;

    public PlainProgress(TextWriter output, StudyState state, StudyFolder folder, bool isContinued, TimeProvider time)
    {
        this.output = output;
        this.state = state;
        estimate = new RunEstimate(time);
        best = state.Best?.Work.Value;
        over = state.Trials.Count - state.Open.Count;
        Line($"{state.Definition.Name}: {state.TotalTrials} trials{(state.FinishedHash is not null ? ", nothing left to do" : isContinued ? $", going on after {state.Trials.Count - state.Open.Count}" : "")}, folder {folder.Root}");
    }

    public void Show(Record record)
    {
        estimate.Add(record, state);
        switch (record)
        {
            case RunEstimated estimated:
                Line(string.Create(CultureInfo.InvariantCulture, $"about {Numbers.Duration(TimeSpan.FromSeconds(estimated.Seconds))} with {estimated.Workers} worker{(estimated.Workers == 1 ? "" : "s")}, if no trial ends early"));
                break;
            case TunerChosen choice:
                Line(string.Create(CultureInfo.InvariantCulture, $"tuner {choice.Tuner} from trial {choice.Trial} on: {choice.Why}"));
                break;
            case RoundStarted round:
                foreach (RangeMoved move in round.Moves)
                {
                    Line($"round {round.Round}: {move.Parameter} {Numbers.Short(move.Min)}..{Numbers.Short(move.Max)} {move.Why}");
                }

                break;
            case StudyStopped stopped:
                Line($"no trial {stopped.Trial}: {stopped.Why}");
                break;
            case AttemptEnded attempt:
                Line($"{new WorkId(attempt.Trial, attempt.Repeat)} attempt {attempt.Attempt}: {attempt.Why}");
                break;
            case TrialEnded { Repeat: > 0 } ended:
                Line($"confirmation {ended.Repeat} of trial {ended.Trial}: {Result(ended)}");
                break;
            case TrialEnded ended:
                string left = estimate.Left(state) is { } time ? $", about {Numbers.Duration(time)} left" : "";
                // The state may know of trials whose records are shown after this one.
                over++;
                bool isBest = ended.Value is { } value && (best is null || state.Definition.Objective.IsBetter(value, best.Value));
                best = isBest ? ended.Value : best;
                string news = isBest ? " (best so far)" : "";
                Line($"[{over}/{state.PlannedTrials}{left}] trial {ended.Trial}: {Result(ended)}{news} {StatusText.Parameters(state.Trials[ended.Trial].Parameters.ToJson())}");
                break;
        }
    }

    public void ShowWorkers(string text) => Console.Error.WriteLine(text);

    public void Say(string text) => Console.Error.WriteLine(WordWrap.Of(text, WordWrap.ColumnsOf(Console.Error), 0));

    public void Dispose() => output.Flush();

    private string Result(TrialEnded ended) => ended.Value is { } value ? Numbers.Short(value) : ended.Why ?? EndText.Of(ended, state);

    private void Line(string text) => output.WriteLine(text);
}
