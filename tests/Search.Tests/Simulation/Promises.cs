using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>What the coordinator has told anybody, and so must never forget.</summary>
internal sealed class Promises
{
    private readonly Dictionary<WorkId, int> attempts = [], epochs = [];
    private readonly Dictionary<WorkId, (Outcome? Outcome, int Epochs, double? Value, ulong Digest)> results = [];

    /// <summary>A worker was given an attempt.</summary>
    public void Give(Assignment assignment)
    {
        // A number that is given twice lets one attempt pass for another.
        Assert.True(attempts.GetValueOrDefault(assignment.Work) < assignment.Attempt, $"attempt {assignment.Attempt} of {assignment.Work} was given out twice");
        attempts[assignment.Work] = assignment.Attempt;
    }

    /// <summary>A worker was told that its report is taken.</summary>
    public void Take(Work work)
    {
        epochs[work.Id] = work.Values.Count;
        if (work.IsOver)
        {
            results[work.Id] = ResultOf(work);
        }
    }

    /// <summary>Looks at what is left after the coordinator died.</summary>
    /// <param name="state">What the journal still says.</param>
    /// <param name="isPowerLost">Whether the machine died with it: then epoch values may be lost, and nothing else.</param>
    public void Check(StudyState state, bool isPowerLost)
    {
        foreach ((WorkId id, int attempt) in attempts)
        {
            Assert.True(state.Find(id)?.Attempt >= attempt, $"attempt {attempt} of {id} was given out and is forgotten");
        }

        foreach ((WorkId id, var result) in results)
        {
            Assert.True(state.Find(id) is { } work && ResultOf(work) == result, $"the result of {id}, {result}, was acknowledged and is forgotten");
        }

        foreach ((WorkId id, int count) in epochs)
        {
            int kept = state.Find(id)?.Values.Count ?? 0;
            Assert.True(isPowerLost || kept >= count, $"epoch {count} of {id} was acknowledged and is forgotten though only the process died");
            epochs[id] = kept;
        }
    }

    private static (Outcome?, int, double?, ulong) ResultOf(Work work) => (work.Outcome, work.CountedEpochs, work.Value, work.IsOver ? work.Digest : 0);
}
