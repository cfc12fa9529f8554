using System.Text.Json.Nodes;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Coordination;

/// <summary>
/// Decides: which trials are proposed, who trains them, what their results mean, when the study is finished. A deterministic core with no clock, disk,
/// network or process in it: each event gives a list of effects, and the state changes by the records among them alone.
/// </summary>
public sealed class Coordinator
{
    private readonly ITuner tuner;
    private readonly Func<JsonObject, TrialPlan> plan;
    private readonly IdleWorkers idle = new();

    // What each worker was given last, and the trials that had no worker when they were put in, by number: with ten thousand workers nobody looks through all open trials for one.
    private readonly Dictionary<string, Work> given = [];
    private readonly PriorityQueue<Work, int> waiting = new();
    private bool stopping;

    /// <summary>A coordinator of a study.</summary>
    /// <param name="state">The study's state, with all records of its journal applied.</param>
    /// <param name="tuner">Its tuner.</param>
    /// <param name="plan">How long and costly a trial with a certain trainer section is.</param>
    public Coordinator(StudyState state, ITuner tuner, Func<JsonObject, TrialPlan> plan)
    {
        State = state;
        this.tuner = tuner;
        this.plan = plan;
    }

    /// <summary>What is known of the study.</summary>
    public StudyState State { get; }

    /// <summary>Begins, or goes on after an earlier coordinator ended: what its workers were doing is lost.</summary>
    public IReadOnlyList<Effect> Start()
    {
        var effects = new List<Effect>();
        foreach (Work work in State.Unfinished.ToArray())
        {
            // A crash may have kept the last epoch and lost the end that it makes.
            if (!TryEnd(work, effects) && work.Worker is not null)
            {
                EndAttempt(work, Blame.Worker, "its coordinator ended", effects);
            }
        }

        waiting.Clear();
        waiting.EnqueueRange(State.Open.Select(t => (t.Work, t.Number)));

        Advance(effects);
        return effects;
    }

    /// <summary>Acts on an event.</summary>
    public IReadOnlyList<Effect> Step(StudyEvent happened)
    {
        var effects = new List<Effect>();
        switch (happened)
        {
            case WorkAsked asked:
                LoseWorkOf(asked.Worker, Blame.Worker, "it asked for other work", effects);
                idle.Add(asked.Worker);
                break;
            case WorkReported report:
                Take(report, effects);
                break;
            case WorkerLost lost:
                LoseWorkOf(lost.Worker, lost.Blame, lost.Why, effects);
                idle.Remove(lost.Worker);
                break;
            case StopAsked:
                stopping = true;
                break;
            default:
                throw new ArgumentException($"Unknown event {happened}.", nameof(happened));
        }

        Advance(effects);
        return effects;
    }

    /// <summary>
    /// The next proposal, as records: the round that begins with it and the tuner that is chosen for it, if that is news, then the trial; or the stop that takes its place. The state
    /// is left as it is.
    /// </summary>
    /// <param name="start">The trial's certain start.</param>
    public IReadOnlyList<Record> ProposeAt(long start)
    {
        Knowledge known = State.KnowledgeAt(start);
        if (StopRules.ReasonToStop(State, known) is { } why)
        {
            return [new StudyStopped(known.Trial, why)];
        }

        Proposal proposal = tuner.Propose(known);
        var records = new List<Record>();
        if (proposal.NewRound is { } round)
        {
            records.Add(new RoundStarted(round.Number, known.Trial, [.. round.Moves.Select(m => new RangeMoved(known.Space.Dimensions[m.Dimension].Path, m.Range.Min, m.Range.Max, m.Why))]));
        }

        if (proposal.Choice is { } choice && choice.Tuner != State.Tuner)
        {
            records.Add(new TunerChosen(known.Trial, choice.Tuner, choice.Why));
        }

        TrialPlan length = plan(proposal.Parameters.ApplyTo(State.Definition.Trainer));
        records.Add(new TrialProposed(known.Trial, (proposal.NewRound ?? known.Rounds[^1]).Number, proposal.Parameters.ToElement(), start, length.EpochCost, length.Epochs));
        return records;
    }

    private void Advance(List<Effect> effects)
    {
        while (!stopping && State.TryNextStart(out long start))
        {
            foreach (Record record in ProposeAt(start))
            {
                Emit(record, effects);
                if (record is TrialProposed { Trial: var trial })
                {
                    waiting.Enqueue(State.Trials[trial].Work, trial);
                }
            }
        }

        while (!stopping && idle.Count > 0 && NextWork() is { } work)
        {
            string worker = idle.Take();
            given[worker] = work;
            Emit(new AttemptStarted(work.Id.Trial, work.Id.Repeat, work.Attempt + 1, worker), effects);
            JsonObject trainer = State.Trials[work.Id.Trial].Parameters.ApplyTo(State.Definition.Trainer);
            effects.Add(new Assign(worker, new Assignment(work.Id, work.Attempt, State.Definition.Seed, State.Definition.Objective.Metric, trainer, State.PruningOf(work))));
        }

        bool finished = State.AreTrialsOver && State.Confirmations().All(w => w.IsOver);
        if (finished && State.FinishedHash is null)
        {
            Emit(new StudyFinished(StudyHash.Of(State)), effects);
        }

        if (finished || stopping)
        {
            effects.AddRange(idle.TakeAll().Select(worker => new Dismiss(worker)));
        }

        if (finished)
        {
            effects.Add(new Finish());
        }
    }

    /// <summary>The training that is given out next: the first trial that is not over and has no worker, or, when all trials are over, the first such confirmation; null while there is none.</summary>
    private Work? NextWork()
    {
        if (State.AreTrialsOver)
        {
            return State.Confirmations().FirstOrDefault(IsWaiting);
        }

        while (waiting.TryPeek(out Work? work, out _))
        {
            if (IsWaiting(work))
            {
                return work;
            }

            waiting.Dequeue(); // it was given out
        }

        return null;

        static bool IsWaiting(Work work) => !work.IsOver && work.Worker is null;
    }

    private void Take(WorkReported report, List<Effect> effects)
    {
        if (State.Find(report.Work) is not { IsOver: false } work || work.Worker != report.Worker || work.Attempt != report.Attempt)
        {
            // Late, repeated, or from a worker that was given up for dead.
            effects.Add(new GiveUp(report.Worker, report.Work, report.Attempt));
            return;
        }

        foreach (EpochValues epoch in report.Epochs)
        {
            if (Nonsense(work, epoch) is { } nonsense)
            {
                Fail(work, nonsense, effects);
                GiveUpUnlessEnded(report, effects);
                return;
            }

            ulong digest = EpochDigest.Next(work.DigestAfter(epoch.Epoch - 1), epoch);
            if (epoch.Epoch <= work.Values.Count)
            {
                if (digest == work.DigestAfter(epoch.Epoch))
                {
                    continue; // trained again after a lost attempt: nothing new
                }

                Contradict(work, epoch, report, effects);
                return;
            }

            var record = new EpochReported(
                work.Id.Trial, work.Id.Repeat, report.Attempt, epoch.Epoch, epoch.Metrics, EpochDigest.ToText(digest), epoch.IsLast ? true : null, epoch.Layers, epoch.Diagnosis);
            Emit(record, effects);
            if (TryEnd(work, effects))
            {
                GiveUpUnlessEnded(report, effects);
                return;
            }
        }

        if (report.End is { } end)
        {
            Fail(work, end.Error ?? $"it ended after epoch {work.Values.Count} of {work.Epochs}", effects);
        }
    }

    /// <summary>An epoch that an earlier attempt reported otherwise: the fault of a program's trial; with the trainer in the box, of this machine.</summary>
    private void Contradict(Work work, EpochValues epoch, WorkReported report, List<Effect> effects)
    {
        string metric = State.Definition.Objective.Metric;
        double now = epoch.Metrics[metric], before = work.Values[epoch.Epoch - 1];
        if (State.Definition.IsOfProgram)
        {
            Fail(work, $"epoch {epoch.Epoch} gave {now:R} for {metric}, an earlier attempt {before:R}, or another metric differs; with the same seed a program must give the same", effects);
            GiveUpUnlessEnded(report, effects);
        }
        else
        {
            effects.Add(new Abort(
                $"{work.Id}, epoch {epoch.Epoch}: this attempt gave {now:R}, an earlier one {before:R}. "
                + "Training the same trial twice must give the same numbers: this machine or program computes otherwise."));
        }
    }

    private string? Nonsense(Work work, EpochValues epoch) =>
        epoch.Epoch < 1 || epoch.Epoch > work.Values.Count + 1 ? $"it reported epoch {epoch.Epoch} after epoch {work.Values.Count}"
        : !epoch.Metrics.ContainsKey(State.Definition.Objective.Metric) ? $"it reported epoch {epoch.Epoch} without {State.Definition.Objective.Metric}"
        : null;

    private static void GiveUpUnlessEnded(WorkReported report, List<Effect> effects)
    {
        if (report.End is null)
        {
            effects.Add(new GiveUp(report.Worker, report.Work, report.Attempt));
        }
    }

    private void LoseWorkOf(string worker, Blame blame, string why, List<Effect> effects)
    {
        if (given.Remove(worker, out Work? work) && work.Worker == worker)
        {
            EndAttempt(work, blame, why, effects);
        }
    }

    private void Fail(Work work, string why, List<Effect> effects) => EndAttempt(work, Blame.Trial, why, effects);

    private void EndAttempt(Work work, Blame blame, string why, List<Effect> effects)
    {
        Emit(new AttemptEnded(work.Id.Trial, work.Id.Repeat, work.Attempt, blame, why), effects);
        if (!TryEnd(work, effects) && work.Id.Repeat == 0)
        {
            waiting.Enqueue(work, work.Id.Trial);
        }
    }

    private bool TryEnd(Work work, List<Effect> effects)
    {
        bool ends = work.TryConclude(State.Definition.Objective, State.Definition.Search.Attempts, out TrialEnded? ended);
        if (ends)
        {
            Emit(ended!, effects);
        }

        return ends;
    }

    private void Emit(Record record, List<Effect> effects)
    {
        effects.Add(new Persist(record));
        State.Apply(record);
    }
}
