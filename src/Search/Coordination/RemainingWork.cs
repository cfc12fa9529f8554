namespace HyperSearch.Search.Coordination;

/// <summary>How much a study still has to train.</summary>
public static class RemainingWork
{
    /// <summary>
    /// The work that is left, confirmations included, if nothing ends early. Trials that are not proposed yet, and confirmations whose trial is not known, are taken to cost what the
    /// others do.
    /// </summary>
    public static double Of(StudyState state)
    {
        double mean = state.Trials.Count == 0 ? 0 : state.ProposedWork / state.Trials.Count;
        double left = ((state.PlannedTrials - state.Trials.Count) * mean) + state.Open.Sum(t => LeftOf(t.Work));
        return left + (state.Confirm is not { } confirm ? 0 : state.AreTrialsOver ? state.Confirmations().Where(w => !w.IsOver).Sum(LeftOf) : confirm.Top * confirm.Seeds * mean);

        double LeftOf(Work work) => (double)state.Trials[work.Id.Trial].Cost * (work.Epochs - work.Values.Count);
    }
}
