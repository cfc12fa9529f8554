using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Record = HyperSearch.Search.Journals.Record;

namespace HyperSearch.Search.Tests.Studies;

public sealed class StudyStatusTests
{
    private const string Confirm = """{ "top": 2, "seeds": 5 }""";

    [Fact]
    public void Status_has_exactly_the_shape_of_the_contract()
    {
        JsonObject status = StatusOf(StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[2], 12, confirm: Confirm), new Weather(1)).State, isHeld: false);
        Assert.Equal(["name", "state", "trials", "best", "confirmed", "ranges", "hash", "diagnoses", "tuners", "running", "secondsLeft", "ended", "history", "failures"], Keys(status));
        Assert.Equal(["total", "completed", "pruned", "diverged", "failed", "running"], Keys(status["trials"]!));
        Assert.Equal(["trial", "value", "parameters"], Keys(status["best"]!));
        Assert.Equal(["trial", "mean", "interval", "verdict"], Keys(status["confirmed"]!));
        Assert.Equal(2, status["confirmed"]!["interval"]!.AsArray().Count);
        Assert.All(status["ranges"]!.AsArray(), range => Assert.Equal(["round", "parameter", "min", "max", "why"], Keys(range!)));
        Assert.Equal("finished", (string?)status["state"]);
        Assert.Equal(12, (int)status["trials"]!["total"]!);
    }

    [Fact]
    public void Verdicts_are_counted_the_most_frequent_first_each_with_its_first_trial_and_its_evidence()
    {
        StudyState state = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], 40), new Weather(1)).State;
        Trial[] diverged = [.. state.Trials.Where(t => t.Work.Outcome == Outcome.Diverged)];
        Assert.InRange(diverged.Length, 1, 19);
        DiagnosisCount[] expected =
        [
            new("healthy", 40 - diverged.Length, state.Trials.First(t => t.Work.Outcome == Outcome.Completed).Number, state.Trials.First(t => t.Work.Outcome == Outcome.Completed).Work.Diagnosis!.Evidence),
            new("diverged", diverged.Length, diverged[0].Number, diverged[0].Work.Diagnosis!.Evidence),
        ];
        Assert.Equal(expected, StudyStatus.Of(state, isHeld: false).Diagnoses);
    }

    [Fact]
    public void A_study_that_has_not_come_far_has_no_best_and_counts_the_running_only_while_it_runs()
    {
        StudyDefinition study = ToyStudies.Read(ToyStudies.Tuners[0], 12, v: 3);
        var coordinator = new Coordinator(new StudyState(study), new Search.Tuners.RandomTuner(), ToyTrainer.Plan);
        coordinator.Start();
        coordinator.Step(new WorkAsked("w"));
        JsonObject running = StatusOf(coordinator.State, isHeld: true), interrupted = StatusOf(coordinator.State, isHeld: false);
        Assert.Equal(("running", 1), ((string?)running["state"], (int)running["trials"]!["running"]!));
        Assert.Equal(("interrupted", 0), ((string?)interrupted["state"], (int)interrupted["trials"]!["running"]!));
        Assert.True(running.ContainsKey("best") && running["best"] is null);
        Assert.True(running.ContainsKey("confirmed") && running["confirmed"] is null);
    }

    [Fact]
    public void A_winner_whose_repeats_all_diverged_is_not_confirmed_and_status_is_still_JSON()
    {
        StudyState state = ConfirmedStudies.Of(1, double.NaN, double.NaN, double.NaN);
        JsonObject status = StatusOf(state, isHeld: false);
        Assert.Null(status["confirmed"]);
        Assert.Equal(state.Best!.Number, (int)BestExport.Winner(state)!["trial"]!);
    }

    [Fact]
    public void A_single_repeat_has_a_mean_and_no_interval()
    {
        JsonObject status = StatusOf(ConfirmedStudies.Of(1, 0.75), isHeld: false);
        Assert.Equal(0.75, (double)status["confirmed"]!["mean"]!);
        Assert.Null(status["confirmed"]!["interval"]);
        Assert.Equal("best mean of the repeated trials: 0.75 over 1 of 1 fresh seeds", (string?)status["confirmed"]!["verdict"]);
    }

    // The sample 0.91, 0.88, 0.93, 0.90, 0.895 has mean 0.903 and standard deviation sqrt(0.00138 / 4); Student's t with 4 degrees of freedom has its 97.5 % point at
    // 2.7764451051977987 (printed as 2.776 in every table).
    [Fact]
    public void The_interval_is_that_of_Students_t()
    {
        double[] values = [0.91, 0.88, 0.93, 0.90, 0.895];
        Confirmation confirmation = Assert.Single(Confirmation.Of(ConfirmedStudies.Of(1, values)));
        Assert.Equal(0.903, confirmation.Mean, 12);
        Assert.Equal(0.018574175621006710, confirmation.StandardDeviation, 12);
        Assert.Equal(0.903 - (2.7764451051977987 * 0.018574175621006710 / Math.Sqrt(5)), confirmation.Interval!.Value.Low, 5);
        Assert.Equal(0.903 + (2.7764451051977987 * 0.018574175621006710 / Math.Sqrt(5)), confirmation.Interval.Value.High, 5);
    }

    [Fact]
    public void A_trial_that_did_not_complete_on_every_seed_ranks_behind_those_that_did()
    {
        StudyState state = ConfirmedStudies.Of(2, 0.99, 0.5, double.NaN, 0.5); // in the order of the seeds, the best trial first
        IReadOnlyList<Confirmation> confirmed = Confirmation.Of(state);
        Assert.Equal([2, 1], confirmed.Select(c => c.Values.Count));
        Assert.Equal(confirmed[0].Trial.Number, (int)BestExport.Winner(state)!["trial"]!);
        Assert.Equal(2, BestExport.Top(state, 5).Count(e => e.ContainsKey("confirmed")));
    }

    [Fact]
    public void The_export_is_a_complete_trainer_section_with_the_winners_values()
    {
        StudyState state = StudySimulation.Run(ToyStudies.Read(ToyStudies.Tuners[0], 12), new Weather(1)).State;
        JsonObject winner = BestExport.Winner(state)!;
        Assert.Equal(["study", "hash", "seed", "trial", "objective", "value", "parameters", "diagnosis", "trainer"], Keys(winner));
        Assert.Equal(state.Best!.Parameters.ApplyTo(state.Definition.Trainer).ToJsonString(), winner["trainer"]!.ToJsonString());
        Assert.Equal(state.FinishedHash, (string?)winner["hash"]);
        Assert.Equal(state.Ranking().Where(t => t.Work.Outcome == Outcome.Completed).Take(3).Select(t => t.Number), BestExport.Top(state, 3).Select(e => (int)e["trial"]!));
    }

    private static JsonObject StatusOf(StudyState state, bool isHeld) =>
        JsonNode.Parse(JsonSerializer.Serialize(StudyStatus.Of(state, isHeld), StatusJson.Default.StudyStatus))!.AsObject();

    private static IEnumerable<string> Keys(JsonNode node) => node.AsObject().Select(m => m.Key);
}
