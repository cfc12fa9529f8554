using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Studies;

/// <summary>Studies of three trials, of which the last is the best as observed and the first the worst, with confirmations that give what they are told to.</summary>
internal static class ConfirmedStudies
{
    /// <summary>The accuracies of the best <paramref name="top"/> trials on fresh seeds, seed after seed, the best trial first; NaN: diverged.</summary>
    public static StudyState Of(int top, params double[] values) => Of(top, values.Length / top, _ => 1, work => values[((work.Repeat - 1) * top) + 2 - work.Trial]);

    /// <summary>The same by formulas of the trial and of the repeat.</summary>
    public static StudyState Of(int top, int seeds, Func<int, long> costOf, Func<WorkId, double> accuracyOf)
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 3, space: ToyStudies.RateSpace);
        study = study with { Search = study.Search with { Confirm = new ConfirmOptions { Top = top, Seeds = seeds } } };
        int planned = 0;
        var coordinator = new Coordinator(new StudyState(study), new Search.Tuners.RandomTuner(), _ => new TrialPlan(1, costOf(planned++)));
        coordinator.Start();
        while (coordinator.Step(new WorkAsked("w")).OfType<Assign>().FirstOrDefault() is { Assignment: var work })
        {
            double accuracy = work.Work.Repeat == 0 ? 0.5 + (0.1 * work.Work.Trial) : accuracyOf(work.Work);
            coordinator.Step(new WorkReported("w", work.Work, work.Attempt, [new EpochValues(1, new Dictionary<string, double> { ["validation.accuracy"] = accuracy })], new WorkEnd(null)));
        }

        return coordinator.State;
    }
}
