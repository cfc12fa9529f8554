using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.Simulation;

/// <summary>A tuner that learns from whatever happens to be over: <see cref="PlantedBug.ClockNotAsked"/>.</summary>
internal sealed class HastyTuner(StudyState state) : ITuner
{
    private readonly ITuner tuner = TunerCatalog.Create(state.Definition);

    public Proposal Propose(Knowledge known)
    {
        ILookup<bool, Trial> trials = state.Trials.ToLookup(t => t.Work.IsOver);
        KnownTrial[] ended = [.. known.Ended.Take(known.Carried), .. trials[true].Select(t => new KnownTrial(t.Number, t.Parameters, t.Work.Outcome!.Value, t.Work.Curve.Count > 0 ? t.Work.Curve[^1] : double.PositiveInfinity))];
        ParameterSet[] pending = [.. trials[false].Select(t => t.Parameters)];
        var all = state.Trials.Select(t => t.Parameters).Concat(ended.Select(t => t.Parameters)).ToHashSet();
        return tuner.Propose(new Knowledge(known.Space, state.Definition.Seed, known.Trial, ended, pending, all, known.Rounds) { TrialWork = known.TrialWork });
    }
}
