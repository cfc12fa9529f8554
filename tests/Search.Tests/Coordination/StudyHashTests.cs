using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class StudyHashTests
{
    [Fact]
    public void Name_data_path_workers_and_attempts_spent_are_not_in_it()
    {
        string hash = HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 10), new Weather(1));
        Assert.Equal(hash, HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 10, name: "other"), new Weather(1)));
        Assert.Equal(hash, HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 10, path: "/elsewhere"), new Weather(1)));
        Assert.Equal(hash, HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 10), new Weather(3, Seed: 4, Loss: 0.2)));
    }

    [Fact]
    public void The_number_of_trials_is_not_in_it_but_through_the_trials_themselves()
    {
        string ten = HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 10), new Weather(1)), eleven = HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 11), new Weather(1));
        Assert.NotEqual(ten, eleven);
        StudySimulation longer = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], 11, v: 1, space: ToyStudies.RateSpace), new Weather(1));
        StudyState prefix = Replay(longer, ToyStudies.Read(ToyStudies.Tuners[0], 11, v: 1, space: ToyStudies.RateSpace), trials: 10);
        Assert.Equal(HashOf(ToyStudies.Read(ToyStudies.Tuners[0], 10, v: 1, space: ToyStudies.RateSpace), new Weather(1)), StudyHash.Of(prefix));
    }

    [Fact]
    public void Seed_tuner_space_V_and_every_value_are_in_it()
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 4, space: ToyStudies.RateSpace);
        string[] hashes =
        [
            StudyHash.Of(new StudyState(study)),
            StudyHash.Of(new StudyState(study with { Seed = 9 })),
            StudyHash.Of(new StudyState(ToyStudies.Read(ToyStudies.Tuners[3], 4, space: ToyStudies.RateSpace))),
            StudyHash.Of(new StudyState(ToyStudies.Read(ToyStudies.Tuners[0], 4))),
            StudyHash.Of(new StudyState(ToyStudies.Read(ToyStudies.Tuners[0], 4, v: 5, space: ToyStudies.RateSpace))),
            StudyHash.Of(new StudyState(ToyStudies.Read(ToyStudies.Tuners[0], 4, epochs: 7, space: ToyStudies.RateSpace))),
            OfOneTrial(study, 0.5),
            OfOneTrial(study, Math.BitIncrement(0.5)),
            OfOneTrial(study, double.NaN),
        ];
        Assert.Equal(hashes.Distinct(), hashes);
    }

    [Fact]
    public void Of_an_unfinished_study_it_covers_the_longest_prefix_of_finished_trials()
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 4, v: 3, space: ToyStudies.RateSpace);
        var script = new Script(study);
        string none = StudyHash.Of(script.State);
        Assignment first = script.Ask("a")!, second = script.Ask("b")!;
        script.Report("b", second, 1, 6);
        Assert.Equal(none, StudyHash.Of(script.State));
        script.Report("a", first, 1, 5);
        Assert.Equal(none, StudyHash.Of(script.State));
        script.Report("a", first, 6, 6);
        Assert.NotEqual(none, StudyHash.Of(script.State));
    }

    private static string HashOf(StudyDefinition study, Weather weather) => StudySimulation.Run(study, weather).State.FinishedHash!;

    private static StudyState Replay(StudySimulation run, StudyDefinition study, int trials)
    {
        var state = new StudyState(study);
        foreach (Search.Journals.Record record in run.Journal.TakeWhile(_ => state.CountOf(Outcome.Completed) + state.CountOf(Outcome.Diverged) < trials))
        {
            state.Apply(record);
        }

        return state;
    }

    private static string OfOneTrial(StudyDefinition study, double value)
    {
        var script = new Script(study);
        Assignment work = script.Ask("w")!;
        script.Report("w", work, [.. Enumerable.Range(1, 6).Select(e => new EpochValues(e, new Dictionary<string, double> { ["validation.accuracy"] = e == 3 ? value : 0.1 }))]);
        return StudyHash.Of(script.State);
    }
}
