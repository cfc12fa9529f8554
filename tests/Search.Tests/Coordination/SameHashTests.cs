using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class SameHashTests
{
    private const string Confirm = """{ "top": 2, "seeds": 3 }""";

    public static readonly TheoryData<string> Tuners = [.. ToyStudies.Tuners];

    [Theory]
    [MemberData(nameof(Tuners))]
    public void Any_number_of_workers_gives_the_hash_of_one(string tuner)
    {
        StudyDefinition study = ToyStudies.Read(tuner, trials: 40, confirm: Confirm);
        string expected = Undisturbed(study);
        foreach (int workers in (int[])[1, 2, 3, 4, 7])
        {
            for (ulong seed = 0; seed < 4; seed++)
            {
                AssertSame(expected, study, new Weather(workers, seed));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tuners))]
    public void Lost_workers_repeated_messages_and_crashes_change_nothing(string tuner)
    {
        StudyDefinition study = ToyStudies.Read(tuner, trials: 30, confirm: Confirm);
        string expected = Undisturbed(study);
        int crashes = 0;
        foreach (int workers in (int[])[1, 2, 3, 4, 7])
        {
            for (ulong seed = 0; seed < 8; seed++)
            {
                crashes += AssertSame(expected, study, new Weather(workers, seed, Loss: 0.05, Repeat: 0.1, Crash: 0.03)).Crashes;
            }
        }

        Assert.True(crashes > 50, $"only {crashes} crashes");
    }

    [Theory]
    [MemberData(nameof(Tuners))]
    public void Trials_that_fail_at_any_epoch_end_at_the_same_virtual_time_for_any_number_of_workers(string tuner)
    {
        // Fails after 0 to 5 recorded epochs: always within the budget of 6.
        static int? FailsAfter(WorkId id) => id.Repeat == 0 && id.Trial % 3 == 1 ? id.Trial % 6 : null;
        StudyDefinition study = ToyStudies.Read(tuner, trials: 40, v: 3, attempts: 2);
        StudySimulation undisturbed = StudySimulation.Run(study, new Weather(1) { FailsAfter = FailsAfter });
        Assert.InRange(undisturbed.State.CountOf(Outcome.Failed), 12, 13); // one may diverge before
        for (ulong seed = 0; seed < 30; seed++)
        {
            AssertSame(undisturbed.State.FinishedHash!, study, new Weather(1 + (int)(seed % 5), seed, Loss: 0.03, Repeat: 0.05, Crash: 0.01) { FailsAfter = FailsAfter });
        }
    }

    [Fact]
    public void Different_seeds_give_different_hashes() =>
        Assert.NotEqual(Undisturbed(ToyStudies.Read(ToyStudies.Tuners[0], 5)), Undisturbed(ToyStudies.Read(ToyStudies.Tuners[0], 5, seed: 2)));

    private static string Undisturbed(StudyDefinition study) => StudySimulation.Run(study, new Weather(1)).State.FinishedHash!;

    private static StudySimulation AssertSame(string expected, StudyDefinition study, Weather weather)
    {
        StudySimulation simulation = StudySimulation.Run(study, weather);
        Assert.True(expected == simulation.State.FinishedHash, $"{simulation.State.FinishedHash} instead of {expected}, {weather}");

        // No trial lost, none twice.
        Assert.Equal(Enumerable.Range(0, study.Search.Trials), simulation.Journal.OfType<TrialProposed>().Select(r => r.Trial));
        WorkId[] ended = [.. simulation.Journal.OfType<TrialEnded>().Select(r => new WorkId(r.Trial, r.Repeat))];
        Assert.Equal(ended.Distinct(), ended);
        Assert.Equal(study.Search.Trials, ended.Count(id => id.Repeat == 0));
        Assert.Equal((study.Search.Confirm?.Top * study.Search.Confirm?.Seeds) ?? 0, ended.Count(id => id.Repeat > 0));
        return simulation;
    }
}
