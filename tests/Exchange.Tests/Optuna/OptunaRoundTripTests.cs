using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Exchange.Optuna;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests.Optuna;

/// <summary>With the Optuna that Debian has.</summary>
public sealed class OptunaRoundTripTests(VariedStudy varied) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Optuna_opens_an_exported_study_and_sees_all_that_it_has_words_for()
    {
        StudyFacts facts = varied.Facts;
        JsonNode seen = await Copied(facts, "exported.log", "copied.log");
        StudyState state = facts.State;
        Assert.Equal("varied", seen["name"]!.GetValue<string>());
        Assert.Equal("MAXIMIZE", seen["direction"]!.GetValue<string>());
        Assert.Equal(state.Best!.Work.Value, Number(seen["best"]));
        Assert.Equal(state.Trials.Count, seen["trials"]!.AsArray().Count);
        Assert.Equal(["COMPLETE", "FAIL", "PRUNED", "RUNNING", "WAITING"], seen["trials"]!.AsArray().Select(t => t!["state"]!.GetValue<string>()).Distinct().Order());
        Assert.Contains(state.Rounds, r => r.Ranges[0].Max > 0.1); // it has widened: values lie outside the first range
        foreach ((Trial trial, JsonNode? there) in state.Trials.Zip(seen["trials"]!.AsArray()))
        {
            Assert.Equal(trial.Number, there!["number"]!.GetValue<int>());
            Assert.Equal(StateOf(trial.Work), there["state"]!.GetValue<string>());
            Assert.Equal(trial.Work.Outcome == Outcome.Pruned ? trial.Work.Values[trial.Work.CountedEpochs - 1] : trial.Work.Value, Number(there["value"]));
            Assert.True(there["contained"]!.GetValue<bool>(), $"trial {trial.Number} has a value that its distribution does not: {there}");
            double[] counted = [.. trial.Work.IsOver ? trial.Work.Values.Take(trial.Work.CountedEpochs) : trial.Work.Values];
            Assert.Equal(counted.Select((v, i) => ((i + 1).ToString(CultureInfo.InvariantCulture), (double?)v)), there["curve"]!.AsObject().Select(p => (p.Key, Number(p.Value))));
            Assert.Equal(Milliseconds(facts.Of(trial).Began), Milliseconds(there["began"]));
            Assert.Equal(Milliseconds(facts.Of(trial).Ended), Milliseconds(there["ended"]));
            Assert.Equal(trial.Parameters.ToJson().Select(p => p.Key).Order(), there["parameters"]!.AsObject().Select(p => p.Key).Order());
            Assert.Equal(trial.Parameters.Double("optimizer.rate"), there["parameters"]!["optimizer.rate"]!.GetValue<double>());
            Assert.True(JsonNode.DeepEquals(trial.Parameters.ToJson()["apart"], there["parameters"]!["apart"]), "a scalar choice is as it is");
            Assert.Equal(trial.Parameters.ToJson()["layers"]!.ToJsonString(), there["parameters"]!["layers"]!.GetValue<string>());
        }

        JsonNode first = seen["trials"]![0]!["distributions"]!;
        Assert.Equal("FloatDistribution(high=10.0, log=True, low=1e-07, step=None)", first["optimizer.rate"]!.GetValue<string>());
        Assert.Equal("IntDistribution(high=512, log=True, low=8, step=1)", first["units"]!.GetValue<string>());
        Assert.Equal("IntDistribution(high=64, log=False, low=8, step=8)", first["batch"]!.GetValue<string>());
        Assert.Equal("FloatDistribution(high=0.7, log=False, low=0.1, step=0.2)", first["dropout"]!.GetValue<string>());
        Assert.Equal("FloatDistribution(high=9.0, log=True, low=1.0, step=None)", first["stepped"]!.GetValue<string>());
        Assert.Equal("CategoricalDistribution(choices=(1, 0.5, '1', None))", first["apart"]!.GetValue<string>());
        Assert.Equal("CategoricalDistribution(choices=('1', 'true', '\"1\"', 'null'))", first["alike"]!.GetValue<string>());
    }

    [Fact]
    public async Task From_here_to_Optuna_and_back_nothing_is_lost_that_both_can_say()
    {
        StudyFacts before = varied.Facts;
        await Copied(before, "exported.log", "copied.log");
        ImportResult read = ImportFile.Read(folder["copied.log"], new ImportSettings());
        Assert.Empty(read.LeftOut);
        ImportedFolder.Write(folder["back.study"], read.Study, "test", new ManualTime());
        StudyFacts after = StudyFacts.Read(new StudyFolder(folder["back.study"]), FunctionTrainer.Port);

        (StudyDefinition a, StudyDefinition b) = (before.State.Definition, after.State.Definition);
        Assert.Equal((a.Name, a.Seed, a.Objective), (b.Name, b.Seed, b.Objective));
        Assert.Equal(StudyFile.Write(a)["space"]!.ToJsonString(), StudyFile.Write(b)["space"]!.ToJsonString());
        Assert.Equal(before.State.Best!.Number, after.State.Best!.Number);
        Assert.Equal(before.State.Trials.Count, after.State.Trials.Count);
        foreach ((Trial there, Trial here) in before.State.Trials.Zip(after.State.Trials))
        {
            Assert.Equal(there.Parameters.ToString(), here.Parameters.ToString());
            Assert.Equal((there.Work.Outcome, there.Work.Value, there.Work.CountedEpochs, there.Work.Epochs), (here.Work.Outcome, here.Work.Value, here.Work.CountedEpochs, here.Work.Epochs));
            Assert.Equal(before.Of(there).Epochs.Select(e => there.Work.Values[e.Epoch - 1]), here.Work.Values);
            Assert.Equal((before.Of(there).Began, before.Of(there).Ended, before.Of(there).Why), (after.Of(here).Began, after.Of(here).Ended, after.Of(here).Why));
        }

        Assert.Equal(before.State.Ranking().Select(t => t.Number), after.State.Ranking().Select(t => t.Number));
    }

    [Fact]
    public async Task A_study_that_was_born_in_Optuna_comes_over_with_its_conditions()
    {
        string[] best = (await Python.Print("optuna_run.py", folder["born.log"])).Split(' ');
        ImportResult read = ImportFile.Read(folder["born.log"], new ImportSettings());
        Assert.Equal([(1, "it waits, and has no parameters yet")], read.LeftOut.Select(l => (l.Trials, l.Why)));
        StudyState state = ImportedFolder.Write(folder["born.study"], read.Study, "test", new ManualTime());
        Assert.Equal("born-in-optuna", state.Definition.Name);
        Assert.Equal("born in optuna", ImportedTrainer.SourceOf(state.Definition).Study);
        Assert.Equal((Direction.Minimize, ObjectiveEpoch.Last), (state.Definition.Objective.Direction!.Value, state.Definition.Objective.At));
        Assert.Equal((21, 3, 6), (state.CountOf(Outcome.Completed), state.CountOf(Outcome.Pruned), state.CountOf(Outcome.Failed)));
        Assert.Equal(double.Parse(best[0], CultureInfo.InvariantCulture), state.Best!.Work.Value);
        Assert.Equal(int.Parse(best[1], CultureInfo.InvariantCulture), state.Best.Number);

        Space space = state.Definition.Space;
        Assert.Equal(Scale.Log, ((NumericDimension)space.Dimensions[space.IndexOf("lr")]).Scale);
        Assert.Equal(["layers: 2, 3"], ConditionsOf("units_1"));
        Assert.Equal(["layers: 3"], ConditionsOf("units_2"));
        Assert.Equal(["optimizer: \"momentum\""], ConditionsOf("momentum"));
        Assert.Empty(ConditionsOf("units_0"));
        Assert.Equal(5, state.Best.Work.Values.Count);

        IEnumerable<string> ConditionsOf(string parameter) => space.Dimensions[space.IndexOf(parameter)].When.Select(w => $"{w.Path}: {string.Join(", ", w.Values.Select(v => v.GetRawText()).Order(StringComparer.Ordinal))}");
    }

    private async Task<JsonNode> Copied(StudyFacts facts, string exported, string copied)
    {
        await using (var writer = new StreamWriter(folder[exported]))
        {
            OptunaExport.Write(facts, writer);
        }

        return await Python.Read("optuna_copy.py", folder[exported], folder[copied]);
    }

    private static string StateOf(Work work) => work.Outcome switch
    {
        Outcome.Completed => "COMPLETE",
        Outcome.Pruned => "PRUNED",
        Outcome.Diverged or Outcome.Failed => "FAIL",
        _ => work.Attempt > 0 ? "RUNNING" : "WAITING",
    };

    /// <summary>A number as Python's repr gives it.</summary>
    private static double? Number(JsonNode? text) => text?.GetValue<string>() switch
    {
        null => null,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        var digits => double.Parse(digits, CultureInfo.InvariantCulture),
    };

    private static long? Milliseconds(JsonNode? seconds) => seconds is null ? null : (long)Math.Round(seconds.GetValue<double>() * 1000);

    private static long? Milliseconds(long? milliseconds) => milliseconds;
}
