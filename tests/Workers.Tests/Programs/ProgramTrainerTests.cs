using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Pruners;
using HyperSearch.TestKit;
using HyperSearch.Workers.Programs;

namespace HyperSearch.Workers.Tests.Programs;

public sealed class ProgramTrainerTests : IDisposable
{
    private const string ThreeEpochs = """for e in 1 2 3; do echo "{\"epoch\": $e, \"score\": 0.$e, \"time\": 5, \"note\": \"hm\"}"; done""";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_epoch_is_a_line_of_json_and_every_number_in_it_a_metric()
    {
        IReadOnlyList<EpochValues> epochs = new ShellTrial(folder).Run("echo starting; " + ThreeEpochs + "; echo done");
        Assert.Equal([1, 2, 3], epochs.Select(e => e.Epoch));
        Assert.Equal([0.1, 0.2, 0.3], epochs.Select(e => e.Metrics["score"]));
        Assert.Equal(["score", "time"], epochs[0].Metrics.Keys.Order());
        Assert.DoesNotContain(epochs, e => e.IsLast);
    }

    [Fact]
    public void A_program_that_ends_early_has_had_its_last_epoch()
    {
        IReadOnlyList<EpochValues> epochs = new ShellTrial(folder).Run("""echo '{"epoch": 1, "score": 2}'; echo '{"epoch": 2, "score": 3}'""");
        Assert.Equal([false, true], epochs.Select(e => e.IsLast));
    }

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("-1e-3", -1e-3)]
    [InlineData("""{"score": 0.5, "size": 3}""", 0.5)]
    [InlineData("nan", double.NaN)]
    [InlineData("-inf", double.NegativeInfinity)]
    public void Without_epochs_the_last_line_is_the_result(string line, double result)
    {
        EpochValues epoch = Assert.Single(new ShellTrial(folder).Run($"echo loading; echo '{line}'; echo"));
        Assert.Equal(result, epoch.Metrics["score"]);
        Assert.True(epoch.IsLast);
    }

    [Fact]
    public void An_objective_that_is_not_finite_ends_the_trial_and_other_metrics_that_are_not_are_left_out()
    {
        IReadOnlyList<EpochValues> epochs = new ShellTrial(folder).Run("""echo '{"epoch": 1, "score": 1, "other": NaN}'; echo '{"epoch": 2, "score": -Infinity}'; sleep 60""");
        Assert.Equal(["score"], epochs[0].Metrics.Keys);
        Assert.Equal(double.NegativeInfinity, epochs[1].Metrics["score"]);
    }

    [Theory]
    [InlineData("echo loading >&2; echo 'no such data' >&2; exit 3", "ended with exit code 3: no such data")]
    [InlineData(ThreeEpochs + "; exit 1", "ended with exit code 1")]
    [InlineData("kill -9 $$", "was killed by signal 9")]
    [InlineData("true", "it printed nothing")]
    [InlineData("echo almost 3", "neither a number nor an object of JSON: almost 3")]
    [InlineData("""echo '{"epoch": 1, "scor": 1}'""", "without a number for score")]
    [InlineData("""echo '{"epoch": 1, "score": "high"}'""", "without a number for score")]
    [InlineData("""echo '{"epoch": 1, "scor": 1}'""", "(should objective.metric be `scor`?)")]
    [InlineData("""echo '{"epoch": 2, "score": 1}'""", "after epoch 0")]
    [InlineData("""echo '{"epoch": 1, "score": 1}'; echo '{"epoch": 1, "score": 1}'""", "after epoch 1")]
    [InlineData("""echo '{"epoch": 1, "score": 1'""", "is not one object of JSON")]
    [InlineData("""for e in 1 2 3 4; do echo "{\"epoch\": $e, \"score\": 1}"; done""", "it printed epoch 4; a trial has 3")]
    public void What_makes_no_sense_is_said(string script, string why) => Assert.Contains(why, new ShellTrial(folder).Fail(script), StringComparison.Ordinal);

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        var assignment = new Assignment(new WorkId(0), 1, 1, "score", new JsonObject { ["command"] = new JsonArray("./absent"), ["folder"] = folder.Root }, null);
        Assert.Contains("./absent cannot be started", Assert.Throws<ProgramException>(() => new Trainers().Train(assignment, TimeProvider.System).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_reach_the_program_as_they_are()
    {
        var trial = new ShellTrial(folder) { Section = new JsonObject { ["rate"] = 1e-5, ["name"] = "a $(b) 'c'", ["deep"] = new JsonObject { ["er"] = 3 }, ["list"] = new JsonArray(1, 2) } };
        trial.Run("""printf '%s\n' "$@" > out; echo 1""", "--rate={rate}", "{name}", "{deep.er}", "{list}", "{{}}");
        Assert.Equal(["--rate=1E-05", "a $(b) 'c'", "3", "[1,2]", "{}"], File.ReadAllLines(folder["out"]));
    }

    [Fact]
    public void The_environment_tells_seed_trial_attempt_epochs_parameters_and_a_scratch_folder_that_is_gone_afterwards()
    {
        new ShellTrial(folder) { Section = new JsonObject { ["rate"] = 0.5 } }.Run("""env | grep HYPERSEARCH_ > out; touch "$HYPERSEARCH_SCRATCH/x"; echo 1""");
        Dictionary<string, string> variables = File.ReadAllLines(folder["out"]).Select(l => l.Split('=', 2)).ToDictionary(p => p[0]["HYPERSEARCH_".Length..], p => p[1]);
        Assert.Equal(("7", "0", "2", "3"), (variables["TRIAL"], variables["REPEAT"], variables["ATTEMPT"], variables["EPOCHS"]));
        Assert.Equal("""{"rate":0.5}""", variables["PARAMETERS"]);
        Assert.InRange(long.Parse(variables["SEED"]), 0, int.MaxValue);
        Assert.False(Directory.Exists(variables["SCRATCH"]));
    }

    [Fact]
    public void A_run_that_passes_a_limit_is_killed_and_the_limit_named()
    {
        Assert.Contains("trainer.timeout.trial, 0.3 s", Limited("timeout", new JsonObject { ["trial"] = 0.3 }).Fail("sleep 60"), StringComparison.Ordinal);
        Assert.Contains("trainer.timeout.epoch, 0.3 s", Limited("timeout", new JsonObject { ["epoch"] = 0.3 }).Fail("""echo '{"epoch": 1, "score": 1}'; sleep 60"""), StringComparison.Ordinal);
        Assert.Contains("more than trainer.memory, 100 MiB", Limited("memory", 100).Fail("""python3 -c 'import time; x = bytearray(200 << 20); time.sleep(60)' & wait"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_run_is_left_behind_however_it_was_started_and_ended()
    {
        const string Background = "(setsid sh -c 'trap \"\" TERM; sleep 300' > /dev/null 2>&1 &) ; (setsid sleep 301 &) ; env | grep SCRATCH > out; ";
        new ShellTrial(folder).Run(Background + "echo 1");
        AssertNothingLeft();
        new ShellTrial(folder).Fail(Background + "exit 1");
        AssertNothingLeft();
        Limited("timeout", new JsonObject { ["trial"] = 0.3 }).Fail(Background + "sleep 60");
        AssertNothingLeft();
        using (IEnumerator<EpochValues> begun = new ShellTrial(folder).Begin(Background + ThreeEpochs + "; sleep 60").GetEnumerator())
        {
            Assert.True(begun.MoveNext());
        }

        AssertNothingLeft();
    }

    [Fact]
    public void A_rule_stops_the_program_at_the_epoch_it_names()
    {
        var trial = new ShellTrial(folder) { Rule = new BoundsRule(null, -0.15, 1), Section = new JsonObject { ["epochs"] = 9 } };
        IReadOnlyList<EpochValues> epochs = trial.Run("""echo '{"epoch": 1, "score": 0}'; echo '{"epoch": 2, "score": 0.1}'; sleep 60""");
        Assert.Equal([1, 2], epochs.Select(e => e.Epoch));
    }

    [Fact]
    public void An_unwanted_run_ends_in_the_middle_of_an_epoch()
    {
        using var unwanted = new CancellationTokenSource();
        IEnumerator<EpochValues> run = new ShellTrial(folder) { Unwanted = unwanted.Token }.Begin("""echo '{"epoch": 1, "score": 0}'; echo '{"epoch": 2, "score": 0}'; sleep 60""").GetEnumerator();
        Assert.True(run.MoveNext());
        unwanted.Cancel();
        Assert.Throws<OperationCanceledException>(() => run.MoveNext());
    }

    private ShellTrial Limited(string limit, JsonNode value) => new(folder) { Section = new JsonObject { [limit] = value } };

    private void AssertNothingLeft()
    {
        string[] mark = File.ReadAllText(folder["out"]).Trim().Split('=');
        Assert.Empty(LinuxProcess.With(mark[0], mark[1]));
        Assert.False(Directory.Exists(mark[1]));
    }
}
