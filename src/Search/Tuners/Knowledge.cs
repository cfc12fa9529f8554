using HyperSearch.Numerics;
using HyperSearch.Search.Spaces;

namespace HyperSearch.Search.Tuners;

/// <summary>Everything a proposal may depend on: what the virtual clock lets the trial know, and its own random streams.</summary>
public sealed class Knowledge
{
    private readonly IReadOnlySet<ParameterSet> proposed;
    private readonly ulong seed;

    /// <summary>What a trial may know.</summary>
    /// <param name="space">The searched space.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="trial">The number of the trial that is to be proposed.</param>
    /// <param name="ended">The trials of earlier studies, then those that had ended by its start, in the order of their virtual ends.</param>
    /// <param name="pending">The parameter sets of the earlier trials that had not, by number.</param>
    /// <param name="proposed">The parameter sets of all earlier trials, those of earlier studies too.</param>
    /// <param name="rounds">The rounds begun so far, the study's first ranges as round 0.</param>
    public Knowledge(
        Space space, ulong seed, int trial, IReadOnlyList<KnownTrial> ended, IReadOnlyCollection<ParameterSet> pending, IReadOnlySet<ParameterSet> proposed, IReadOnlyList<Round> rounds)
    {
        Space = space;
        this.seed = seed;
        Trial = trial;
        Ended = ended;
        Pending = pending;
        this.proposed = proposed;
        Rounds = rounds;
    }

    /// <summary>The searched space.</summary>
    public Space Space { get; }

    /// <summary>The number of the trial that is to be proposed.</summary>
    public int Trial { get; }

    /// <summary>The trials of earlier studies, then those that had ended by its start, in the order of their virtual ends.</summary>
    public IReadOnlyList<KnownTrial> Ended { get; }

    /// <summary>How many of <see cref="Ended"/>, the first ones, are of earlier studies.</summary>
    public int Carried => Ended.TakeWhile(t => t.Number < 0).Count();

    /// <summary>The parameter sets of the earlier trials that are still without outcome, by number.</summary>
    public IReadOnlyCollection<ParameterSet> Pending { get; }

    /// <summary>The rounds begun so far; at least round 0, which has the ranges of the study file.</summary>
    public IReadOnlyList<Round> Rounds { get; }

    /// <summary>What an earlier trial costs on the virtual clock if it is trained to its end, in the mean: multiply-adds, or epochs of a program; 0 where there is none or it is not known.</summary>
    public double TrialWork { get; init; }

    /// <summary>Whether an earlier trial has this parameter set.</summary>
    public bool IsProposed(ParameterSet parameters) => proposed.Contains(parameters);

    /// <summary>The parameter sets of the study's earlier trials, by number.</summary>
    /// <exception cref="InvalidOperationException">Ended and pending ones together are not all of them.</exception>
    internal ParameterSet[] Earlier()
    {
        var sets = new ParameterSet?[Trial];
        foreach (KnownTrial ended in Ended.Where(t => t.Number >= 0))
        {
            sets[ended.Number] = ended.Parameters;
        }

        using IEnumerator<ParameterSet> pending = Pending.GetEnumerator();
        return [.. sets.Select(set => set ?? (pending.MoveNext() ? pending.Current : throw new InvalidOperationException($"Trial {Trial} does not know of {Trial} earlier trials.")))];
    }

    /// <summary>Whether this is of the same study as <paramref name="other"/>.</summary>
    internal bool IsOfStudyOf(Knowledge other) => ReferenceEquals(Space, other.Space) && seed == other.seed;

    /// <summary>The same knowledge, as if the study had these ranges and no rounds.</summary>
    internal Knowledge In(IReadOnlyList<SearchRange> ranges) => new(Space, seed, Trial, Ended, Pending, proposed, [new Round(0, 0, 0, ranges, [])]);

    /// <summary>The trial's random stream number <paramref name="index"/>: the same whenever it is asked for.</summary>
    public RandomStream Draws(int index = 0) => new(seed, StreamPurpose.Proposal, Trial, index);

    /// <summary>A random stream that is the same for all trials of the study.</summary>
    public RandomStream StudyDraws() => new(seed, StreamPurpose.Design);
}
