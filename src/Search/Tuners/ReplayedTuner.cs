using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>
/// A tuner with a state that every proposal and every result changes, made a pure function of what a trial may know: the state is that of a study in which each trial was proposed at its
/// virtual start, after the results that had virtually ended by then, in their order. What was done for earlier trials is kept while it fits, which only saves time; else all is
/// done again from the beginning. So is the tuner of another library, which knows nothing of virtual clocks, one of ours.
/// </summary>
/// <remarks>
/// <para>
/// A draw that was proposed before is followed by another one, a few times; then <see cref="DistinctProposal"/> finds a set without the tuner. A trial whose parameter set came
/// from elsewhere (<c>search.start</c>, that rescue) has had its draws all the same: from what a later trial knows, it cannot be told apart.
/// </para>
/// <para>A proposal costs one of the tuner's and time proportional to the number of trials; the first of an instance, those of all earlier trials too.</para>
/// </remarks>
public abstract class ReplayedTuner : ITuner
{
    private readonly List<ParameterSet> done = []; // by number, the trials that were drawn for
    private readonly List<KnownTrial> told = [];
    private readonly HashSet<ParameterSet> proposed = [];
    private Knowledge? last;

    /// <inheritdoc />
    public Proposal Propose(Knowledge known)
    {
        ArgumentNullException.ThrowIfNull(known);
        ParameterSet[] earlier = known.Earlier();
        if (!Continues(known, earlier))
        {
            done.Clear();
            told.Clear();
            proposed.Clear();
            Begin(known);
        }

        last = null; // what is interrupted by an exception is not gone on with
        while (done.Count < known.Trial)
        {
            TellUntil(done.Count, known);
            DistinctProposal.TryDraw(proposed.Contains, _ => Draw(done.Count), out _);
            Add(earlier[done.Count]);
        }

        TellUntil(known.Trial, known);
        ParameterSet parameters = DistinctProposal.Find(known, _ => Draw(known.Trial));
        Add(parameters);
        last = known;
        return new Proposal(parameters);
    }

    /// <summary>Begins anew: forgets all that was told and drawn.</summary>
    /// <param name="known">What the trial that is to be proposed may know; for the space and <see cref="Knowledge.StudyDraws"/>, which are the same for all of the study.</param>
    protected abstract void Begin(Knowledge known);

    /// <summary>Learns the result of a trial; of one of an earlier study, before all others.</summary>
    protected abstract void Tell(KnownTrial trial);

    /// <summary>Draws a parameter set for a trial; called again for the same trial where the set was proposed before.</summary>
    protected abstract ParameterSet Draw(int trial);

    /// <summary>Whether a fresh start would come to the present state on its way to what is known now.</summary>
    private bool Continues(Knowledge known, ParameterSet[] earlier) =>
        last is not null && known.IsOfStudyOf(last)
        && known.Trial >= done.Count && done.SequenceEqual(earlier.Take(done.Count))
        && known.Ended.Count >= told.Count && told.SequenceEqual(known.Ended.Take(told.Count))
        && (known.Ended.Count == told.Count || known.Ended[told.Count].KnownFrom >= done.Count);

    private void TellUntil(int trial, Knowledge known)
    {
        for (; told.Count < known.Ended.Count && known.Ended[told.Count] is var ended && (ended.KnownFrom <= trial || trial == known.Trial); told.Add(ended))
        {
            Tell(ended);
            proposed.Add(ended.Parameters);
        }
    }

    private void Add(ParameterSet parameters)
    {
        done.Add(parameters);
        proposed.Add(parameters);
    }
}
