using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;

namespace HyperSearch.Exchange;

/// <summary>All that a study folder tells and another tool may want to know: what the state keeps, and each epoch's metrics and the times, which it does not.</summary>
public sealed class StudyFacts
{
    private readonly Dictionary<WorkId, WorkFacts> works = [];

    private StudyFacts(StudyReading reading) => (Started, State) = (reading.Started, reading.State);

    /// <summary>The study's first record.</summary>
    public StudyStarted Started { get; }

    /// <summary>The study.</summary>
    public StudyState State { get; }

    /// <summary>The confirmations that were begun, by trial and repeat.</summary>
    public IEnumerable<WorkFacts> Confirmations => works.Values.Where(w => w.Work.Id.Repeat > 0).OrderBy(w => w.Work.Id.Trial).ThenBy(w => w.Work.Id.Repeat);

    /// <summary>Reads a study folder, of a running study too.</summary>
    /// <exception cref="StudyFolderException">There is no study here.</exception>
    /// <exception cref="JournalDamageException">The journal is damaged.</exception>
    /// <exception cref="InvalidRecordException">A record cannot follow the ones before it.</exception>
    public static StudyFacts Read(StudyFolder folder, TrainerPort trainer)
    {
        var records = new List<Record>();
        var facts = new StudyFacts(folder.Read(trainer, records.Add));
        records.ForEach(facts.Add);
        return facts;
    }

    /// <summary>What is told of a trial.</summary>
    public WorkFacts Of(Trial trial) => works[trial.Work.Id];

    private void Add(Record record)
    {
        switch (record)
        {
            case TrialProposed proposal:
                works[new WorkId(proposal.Trial)] = new WorkFacts(State.Trials[proposal.Trial].Work, proposal.At);
                break;
            case AttemptStarted attempt:
                FactsOf(attempt.Trial, attempt.Repeat, attempt.At).Began ??= attempt.At;
                break;
            case EpochReported epoch:
                FactsOf(epoch.Trial, epoch.Repeat, epoch.At).Reported.Add(epoch);
                break;
            case AttemptEnded { Blame: Blame.Trial } ended:
                FactsOf(ended.Trial, ended.Repeat, ended.At).Why = ended.Why;
                break;
            case TrialEnded ended:
                WorkFacts work = FactsOf(ended.Trial, ended.Repeat, ended.At);
                (work.Ended, work.Why) = (ended.At, ended.Outcome switch { Outcome.Pruned => ended.Why, Outcome.Failed => work.Why, _ => null });
                break;
        }
    }

    /// <summary>The record was applied to the state before, so the training it names is there.</summary>
    private WorkFacts FactsOf(int trial, int repeat, long at)
    {
        var id = new WorkId(trial, repeat);
        return works.TryGetValue(id, out WorkFacts? facts) ? facts : works[id] = new WorkFacts(State.Find(id)!, at);
    }
}
