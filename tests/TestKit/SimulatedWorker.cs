using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;

namespace HyperSearch.TestKit;

/// <summary>A worker of a simulated study.</summary>
public sealed class SimulatedWorker(string name)
{
    public string Name => name;

    public Assignment? Assignment { get; private set; }

    public int Epoch { get; private set; }

    private PruningWatch? watch;
    private bool isPruned;

    /// <summary>Whether it waits for an answer to its question for work.</summary>
    public bool IsAsking { get; set; }

    public bool IsDismissed { get; set; }

    public void Take(Assignment assignment) => (Assignment, Epoch, IsAsking, watch, isPruned) = (assignment, 0, false, Pruning.Watch(assignment.Pruning), false);

    public void GiveUp(GiveUp told)
    {
        if (Assignment is not null && Assignment.Work == told.Work && Assignment.Attempt == told.Attempt)
        {
            Assignment = null;
        }
    }

    /// <summary>The next report: some epochs, and the end where it is reached or the trial fails.</summary>
    /// <param name="batch">How many epochs at most.</param>
    /// <param name="train">The formula.</param>
    /// <param name="failsAfter">After which epoch training breaks down; null: it does not.</param>
    /// <param name="diagnoses">Whether the worker adds a diagnosis to the epoch that its pruner's rule ends with.</param>
    public WorkReported Report(int batch, Func<Assignment, int, EpochValues> train, int? failsAfter, bool diagnoses = true)
    {
        Assignment assignment = Assignment!;
        int last = (int)ToyTrainer.Number(assignment.Trainer["epochs"]), until = Math.Min(last, failsAfter ?? last);
        var epochs = new List<EpochValues>();
        while (epochs.Count < batch && Epoch < until && !isPruned)
        {
            EpochValues epoch = train(assignment, ++Epoch);
            isPruned = watch?.StopsAfter(epoch.Metrics) == true;
            epochs.Add(isPruned && diagnoses ? epoch with { Diagnosis = new TrialDiagnosis("healthy", "as far as it went") } : epoch);
        }

        // Some go on for an epoch before they stop, as one does that is told: it does not count.
        if (isPruned && batch == 3 && Epoch < until)
        {
            epochs.Add(train(assignment, Epoch + 1));
        }

        WorkEnd? end = !isPruned && (Epoch < until || epochs.Count == batch) ? null : new WorkEnd(failsAfter is null || isPruned ? null : "out of luck");
        if (end is not null)
        {
            Assignment = null;
        }

        return new WorkReported(Name, assignment.Work, assignment.Attempt, epochs, end);
    }
}
