using System.Text.Json;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

public sealed class PrunedHashTests
{
    public static readonly TheoryData<string, string> Pairs = new(from tuner in ToyStudies.Tuners from pruner in ToyStudies.Pruners select (tuner, pruner));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_weather_gives_the_hash_of_one_quiet_worker(string tuner, string pruner)
    {
        StudyDefinition study = ToyStudies.Read(tuner, trials: 30, confirm: """{ "top": 2, "seeds": 2 }""", pruner: pruner);
        StudySimulation quiet = StudySimulation.Run(study, new Weather(1));
        Assert.InRange(quiet.State.CountOf(Outcome.Pruned), 1, 30);
        for (ulong seed = 0; seed < 12; seed++)
        {
            var weather = new Weather(1 + (int)(seed % 5), seed, Loss: 0.05, Repeat: 0.1, Crash: seed < 4 ? 0 : 0.03);
            StudySimulation simulation = StudySimulation.Run(study, weather);
            Assert.True(quiet.State.FinishedHash == simulation.State.FinishedHash, $"{simulation.State.FinishedHash} instead of {quiet.State.FinishedHash}, {weather}");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Verify_proves_each_and_finds_a_decision_that_was_altered(string tuner, string pruner)
    {
        StudyDefinition study = ToyStudies.Read(tuner, trials: 25, pruner: pruner);
        Record[] journal =
        [
            StudySimulation.Started(study) with { Number = 0 },
            .. StudySimulation.Run(study, new Weather(3, 1, Loss: 0.05, Crash: 0.02)).Journal.Select(r => r with { Number = r.Number + 1 }),
        ];
        Assert.NotNull(ProvedJournal.Replay(journal).FinishedHash);

        int pruned = Array.FindIndex(journal, r => r is TrialEnded { Outcome: Outcome.Pruned });
        Record[] altered = [.. journal];
        altered[pruned] = (TrialEnded)journal[pruned] with { Why = "nobody liked it" };
        Assert.Contains("nobody liked it", Assert.Throws<VerificationException>(() => ProvedJournal.Replay(altered)).Message, StringComparison.Ordinal);
        altered[pruned] = (TrialEnded)journal[pruned] with { Outcome = Outcome.Completed, Why = null, Value = 1 };
        Assert.Throws<VerificationException>(() => ProvedJournal.Replay(altered));
    }

    [Fact]
    public void A_pruned_trial_says_why_ends_early_on_the_virtual_clock_and_ranks_behind_all_that_completed()
    {
        StudySimulation simulation = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], trials: 30, pruner: ToyStudies.Pruners[1]), new Weather(2));
        TrialEnded[] pruned = [.. simulation.Journal.OfType<TrialEnded>().Where(r => r.Outcome == Outcome.Pruned)];
        Assert.NotEmpty(pruned);
        Assert.All(pruned, r =>
        {
            Assert.Matches(@"^pruned at epoch \d: .* is worse than .*, the median of \d+ trials$", r.Why);
            Assert.Null(r.Value);
            Assert.InRange(r.Epochs, 1, 5);
        });
        Outcome[] ranking = [.. simulation.State.Ranking().Select(t => t.Work.Outcome!.Value)];
        Assert.Equal(ranking.Order(), ranking);
    }
}
