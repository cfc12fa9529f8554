using HyperSearch.Search.Journals;

namespace HyperSearch.Dashboard.Views;

/// <summary>What the page shows and a study's state does not keep: who worked on what and when, and why trials ended early.</summary>
internal sealed class StudyHistory
{
    // A record that follows on an epoch's work may come late; one that begins a new run comes after a pause that is no work.
    private const double LongestWait = 60;

    private readonly Dictionary<int, List<Attempt>> attempts = [];
    private readonly Dictionary<int, string> reasons = [];
    private readonly HashSet<int> changed = [];
    private long? last;
    private RunEstimated? estimate;

    /// <summary>How long the study has been worked on, in seconds.</summary>
    public double Now { get; private set; }

    /// <summary>How the estimate of the run that finished the study compares with the truth, in words; null where there was none.</summary>
    public string? Estimate { get; private set; }

    /// <summary>Adds the next record.</summary>
    public void Add(Record record)
    {
        double passed = last is { } before ? Math.Max(0, (record.At - before) / 1000.0) : 0;
        Now += record is EpochReported or TrialEnded ? passed : Math.Min(passed, LongestWait);
        last = record.At;
        switch (record)
        {
            case RunEstimated estimated:
                (estimate, Estimate) = (estimated, null);
                break;
            case StudyFinished finished when estimate is not null:
                Estimate = EstimateScore.InWords(estimate.Seconds, (finished.At - estimate.At) / 1000.0);
                break;
            case TrialProposed proposal:
                changed.Add(proposal.Trial);
                break;
            case AttemptStarted started:
                changed.Add(started.Trial);
                AttemptsAt(started.Trial).Add(new Attempt(started.Worker, started.Repeat, Now));
                break;
            case EpochReported epoch:
                changed.Add(epoch.Trial);
                break;
            case AttemptEnded ended:
                Close(ended.Trial, ended.Repeat, ended.Blame == Blame.Trial ? "failed" : "lost");
                reasons[ended.Trial] = ended.Why;
                break;
            case TrialEnded ended:
                Close(ended.Trial, ended.Repeat, "over");
                if (ended is { Repeat: 0, Why: { } why })
                {
                    reasons[ended.Trial] = why;
                }

                break;
        }
    }

    /// <summary>The attempts at a trial and its confirmations, in order.</summary>
    public IReadOnlyList<AttemptView> AttemptsOf(int trial) =>
        attempts.TryGetValue(trial, out List<Attempt>? list) ? [.. list.Select(a => new AttemptView(a.Worker, a.Repeat, Math.Round(a.From, 2), a.To, a.End))] : [];

    /// <summary>Why a trial was pruned, or why the last attempt that failed did; null if neither happened.</summary>
    public string? ReasonOf(int trial) => reasons.GetValueOrDefault(trial);

    /// <summary>The trials that changed since this was last asked.</summary>
    public IReadOnlyCollection<int> TakeChanged()
    {
        int[] taken = [.. changed];
        changed.Clear();
        return taken;
    }

    private List<Attempt> AttemptsAt(int trial) => attempts.TryGetValue(trial, out List<Attempt>? list) ? list : attempts[trial] = [];

    private void Close(int trial, int repeat, string end)
    {
        changed.Add(trial);
        if (AttemptsAt(trial).FindLast(a => a.Repeat == repeat) is { To: null } open)
        {
            (open.To, open.End) = (Math.Round(Now, 2), end);
        }
    }

    private sealed class Attempt(string worker, int repeat, double from)
    {
        public string Worker => worker;

        public int Repeat => repeat;

        public double From => from;

        public double? To { get; set; }

        public string? End { get; set; }
    }
}
