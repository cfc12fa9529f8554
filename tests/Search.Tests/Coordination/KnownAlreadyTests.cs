using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Coordination;

/// <summary>Start sets, earlier studies and stops, with every tuner: nothing that a worker does may change what they lead to.</summary>
public sealed class KnownAlreadyTests
{
    private const string Start = """
        "start": [
          { "optimizer.learningRate": 0.02, "optimizer.type": "momentum", "optimizer.momentum": 0.9, "network.hidden.0": 16, "batchSize": 40 },
          { "optimizer.learningRate": 5 },
          { "optimizer.type": "sgd", "batchSize": 100 }
        ]
        """;

    /// <summary>What an earlier study knew.</summary>
    internal static readonly IReadOnlyList<CarriedStudy> History = [Earlier()];

    public static readonly TheoryData<string, string> Studies = new(
        from tuner in ToyStudies.Tuners.Concat(["""{ "type": "sobol" }""", """{ "type": "gp", "startTrials": 5 }""", """{ "type": "cma_es", "population": 5 }""", """{ "type": "auto" }"""])
        from stop in (string[])["\"target\": 0.74", "\"stop\": { \"expectedGain\": 2, \"trials\": 8 }"]
        select (tuner, stop));

    [Theory]
    [MemberData(nameof(Studies))]
    public void Any_weather_gives_the_hash_of_one_quiet_worker_and_verify_proves_it(string tuner, string stop)
    {
        StudyDefinition study = ToyStudies.Read(tuner, trials: 60, confirm: """{ "top": 2, "seeds": 2 }""", search: $"{Start}, {stop}");
        StudySimulation quiet = StudySimulation.Run(study, new Weather(1), History);
        StudyStopped stopped = Assert.Single(quiet.Journal.OfType<StudyStopped>());
        Assert.InRange(stopped.Trial, 4, 59);
        Assert.Equal(Enumerable.Range(0, stopped.Trial), quiet.Journal.OfType<TrialProposed>().Select(r => r.Trial));
        Assert.Equal(stopped.Trial, quiet.Journal.OfType<TrialEnded>().Count(r => r.Repeat == 0));
        Assert.Equal(4, quiet.Journal.OfType<TrialEnded>().Count(r => r.Repeat > 0));
        for (ulong seed = 0; seed < 5; seed++)
        {
            var weather = new Weather(1 + (int)seed, seed, Loss: 0.05, Repeat: 0.1, Crash: seed < 2 ? 0 : 0.03);
            StudySimulation simulation = StudySimulation.Run(study, weather, History);
            Assert.True(quiet.State.FinishedHash == simulation.State.FinishedHash, $"{simulation.State.FinishedHash} instead of {quiet.State.FinishedHash}, {weather}");
        }

        Assert.Equal(quiet.State.FinishedHash, ProvedJournal.Replay(quiet.Journal).FinishedHash);
    }

    [Fact]
    public void The_sets_of_start_are_the_first_trials_and_what_they_leave_out_is_drawn()
    {
        StudySimulation simulation = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], trials: 8, search: Start), new Weather(2));
        Assert.Equal("""{"optimizer.learningRate":0.02,"optimizer.type":"momentum","optimizer.momentum":0.9,"network.hidden.0":16,"batchSize":40}""", simulation.State.Trials[0].Parameters.ToString());
        Assert.Equal(5, simulation.State.Trials[1].Parameters[0]);
        Assert.Matches("^{\"optimizer.learningRate\":.*,\"optimizer.type\":\"sgd\",\"network.hidden.0\":\\d+,\"batchSize\":100}$", simulation.State.Trials[2].Parameters.ToString());
        Assert.Equal(8, simulation.State.Trials.Select(t => t.Parameters).Distinct().Count());
    }

    [Fact]
    public void A_forged_stop_and_a_stop_that_was_taken_out_are_found()
    {
        Record[] journal = [.. StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], trials: 60, search: "\"target\": 0.74"), new Weather(2), History).Journal];
        int stop = Array.FindIndex(journal, r => r is StudyStopped);
        Record[] forged = [.. journal];
        forged[stop] = new StudyStopped(((StudyStopped)journal[stop]).Trial, "it was late") { Number = stop };
        Assert.Contains("(it was late), replay gives the stop before trial", Assert.Throws<VerificationException>(() => ProvedJournal.Replay(forged)).Message, StringComparison.Ordinal);
        forged[stop] = new AttemptStarted(0, 0, 9, "w") { Number = stop };
        Assert.Throws<VerificationException>(() => ProvedJournal.Replay(forged));
    }

    [Fact]
    public void An_altered_trial_of_an_earlier_study_is_found()
    {
        Record[] journal = [.. StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[3], trials: 12), new Weather(2), History).Journal];
        CarriedStudy earlier = History[0];
        journal[0] = (StudyStarted)journal[0] with { History = [earlier with { Trials = [earlier.Trials[0] with { Loss = -0.99 }, .. earlier.Trials.Skip(1)] }] };
        Assert.Throws<VerificationException>(() => ProvedJournal.Replay(journal));
    }

    [Fact]
    public void A_finite_space_is_used_up_before_a_set_of_an_earlier_study_is_proposed_again()
    {
        const string Space = "\"batchSize\": { \"min\": 20, \"max\": 100, \"step\": 20 }";
        CarriedStudy earlier = History[0] with { Trials = [.. ((int[])[20, 60]).Select(b => new CarriedTrial(JsonSerializer.SerializeToElement(new JsonObject { ["batchSize"] = b }), Outcome.Completed, -0.5))] };
        foreach (string tuner in ToyStudies.Tuners.Append("""{ "type": "sobol" }"""))
        {
            StudySimulation simulation = StudySimulation.Run(ToyStudies.Read(tuner, trials: 4, space: Space), new Weather(2), [earlier]);
            Assert.Equal([40, 80, 100], simulation.State.Trials.Take(3).Select(t => t.Parameters[0]).Order());
        }
    }

    [Fact]
    public void Narrowing_moves_its_ranges_at_once_where_earlier_studies_filled_a_round()
    {
        StudySimulation simulation = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[2], trials: 30), new Weather(2), History);
        Assert.Equal(0, simulation.Journal.OfType<RoundStarted>().First().Trial);
        Assert.All(simulation.State.Trials, t => Assert.NotEqual(0, t.Round));
        Assert.DoesNotContain(simulation.State.Ranking(), t => t.Number < 0);
    }

    private static CarriedStudy Earlier()
    {
        StudyState old = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], trials: 20, seed: 9), new Weather(1)).State;
        return new CarriedStudy("/old", "old", StudyHash.Of(old), [.. old.Trials.Where(t => t.Work.Outcome == Outcome.Completed)
            .Select(t => new CarriedTrial(JsonSerializer.SerializeToElement(t.Parameters.ToJson()), Outcome.Completed, t.Work.Curve[^1]))], []);
    }
}
