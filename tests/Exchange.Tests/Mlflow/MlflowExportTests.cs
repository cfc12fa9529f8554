using System.Globalization;
using System.Text.Json.Nodes;
using HyperSearch.Exchange.Mlflow;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests.Mlflow;

/// <summary>Read back by the rules of MLflow's file store.</summary>
public sealed class MlflowExportTests(VariedStudy varied) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_reader_of_the_file_store_finds_every_trial_as_a_run()
    {
        StudyFacts facts = varied.Facts;
        MlflowExport.Write(facts, folder["mlruns"]);
        JsonNode store = await Python.Read("mlflow_store.py", folder["mlruns"]);
        Assert.Equal(["Default", "varied"], store.AsObject().Select(e => e.Key).Order());
        Assert.Equal("maximize", store["varied"]!["tags"]!["hypersearch.direction"]!.GetValue<string>());
        JsonArray runs = store["varied"]!["runs"]!.AsArray();
        Assert.Equal(facts.State.Trials.Count, runs.Count);
        foreach ((Trial trial, JsonNode? run) in facts.State.Trials.Zip(runs))
        {
            WorkFacts told = facts.Of(trial);
            string status = trial.Work.Outcome switch
            {
                Outcome.Completed => "FINISHED",
                Outcome.Pruned => "KILLED",
                null => trial.Work.Attempt > 0 ? "RUNNING" : "SCHEDULED",
                _ => "FAILED",
            };
            Assert.Equal((status, told.Began ?? told.Due, told.Ended), (run!["status"]!.GetValue<string>(), run["began"]!.GetValue<long>(), run["ended"]?.GetValue<long>()));
            JsonObject set = trial.Parameters.ToJson();
            Assert.Equal(set.Select(p => p.Key).Order(), run["parameters"]!.AsObject().Select(p => p.Key).Order());
            Assert.Equal(set["optimizer.rate"]!.GetValue<double>(), double.Parse(run["parameters"]!["optimizer.rate"]!.GetValue<string>(), CultureInfo.InvariantCulture));
            Assert.Equal(set["optimizer.type"]!.GetValue<string>(), run["parameters"]!["optimizer.type"]!.GetValue<string>());
            Assert.Equal(
                told.Epochs.Select(e => (e.At, Repr(trial.Work.Values[e.Epoch - 1]), e.Epoch)),
                (run["metrics"]!["value"]?.AsArray() ?? []).Select(m => (m![0]!.GetValue<long>(), m[1]!.GetValue<string>(), m[2]!.GetValue<int>())));
            Assert.Equal(trial.Work.Value, run["metrics"]![MlflowExport.ObjectiveMetric] is { } objective ? double.Parse(objective[0]![1]!.GetValue<string>(), CultureInfo.InvariantCulture) : null);
            Assert.Equal(told.Why, run["tags"]!["hypersearch.why"]?.GetValue<string>());
        }
    }

    [Fact]
    public void A_store_that_is_there_gets_one_more_experiment_and_the_same_one_only_once()
    {
        Directory.CreateDirectory(folder["mlruns/7"]);
        MlflowExport.Write(varied.Facts, folder["mlruns"]);
        Assert.Contains("not overwritten", Assert.Throws<ExchangeException>(() => MlflowExport.Write(varied.Facts, folder["mlruns"])).Message, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetDirectories(folder["mlruns"]).Length);
    }

    [Fact]
    public async Task Another_study_of_the_same_name_gets_an_experiment_of_its_own_name_and_the_runs_say_whose_they_are()
    {
        Dictionary<string, string> hashes = [];
        foreach (string[] values in (string[][])[["2", "3"], ["2", "4"]])
        {
            StudyFacts study = StudyOf("s", values);
            string name = MlflowExport.Write(study, folder["mlruns"]).Name;
            hashes[name] = StudyHash.Of(study.State);
            Assert.Equal(name == "s" ? "s" : $"s-{hashes[name][..8]}", name);
        }

        JsonNode store = await Python.Read("mlflow_store.py", folder["mlruns"]);
        Assert.Equal(["Default", .. hashes.Keys.Order()], store.AsObject().Select(e => e.Key).Order());
        foreach ((string name, string hash) in hashes)
        {
            Assert.All(store[name]!["runs"]!.AsArray().Append(store[name]), run => Assert.Equal(
                ("s", hash), (run!["tags"]!["hypersearch.study"]!.GetValue<string>(), run["tags"]!["hypersearch.hash"]!.GetValue<string>())));
        }
    }

    [Fact]
    public void The_same_study_from_another_folder_is_there_already_and_so_it_is_in_the_trash()
    {
        MlflowExport.Write(StudyOf("s", ["2", "3"]), folder["mlruns"]);
        string written = Directory.GetDirectories(folder["mlruns"]).Single(d => Path.GetFileName(d) != "0");
        StudyFacts again = StudyOf("s", ["2", "3"], started: 1);
        Assert.StartsWith($"{written} is this study already", Assert.Throws<ExchangeException>(() => MlflowExport.Write(again, folder["mlruns"])).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["mlruns/.trash"]);
        Directory.Move(written, folder["mlruns/.trash/1"]);
        Assert.StartsWith(folder["mlruns/.trash/1"], Assert.Throws<ExchangeException>(() => MlflowExport.Write(again, folder["mlruns"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_called_like_the_experiment_that_every_store_has_does_not_take_its_name() =>
        Assert.StartsWith("Default-", MlflowExport.Write(StudyOf("Default", ["2", "3"]), folder["mlruns"]).Name, StringComparison.Ordinal);

    [Fact]
    public void A_store_that_is_an_empty_folder_gets_the_experiment_that_every_store_has()
    {
        Directory.CreateDirectory(folder["mlruns"]);
        MlflowExport.Write(varied.Facts, folder["mlruns"]);
        Assert.True(File.Exists(folder["mlruns/0/meta.yaml"]));
    }

    [Fact]
    public void A_name_longer_than_a_file_may_have_is_cut()
    {
        string name = new('p', 300);
        string written = MlflowExport.Write(StudyOf("t", ["2", "3"], name), folder["mlruns"]).Folder;
        string[] files = [.. Directory.GetFiles(written, "ppp*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))];
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.InRange(f.Length, 200, 250));
    }

    /// <summary>A study of a table with one parameter.</summary>
    private StudyFacts StudyOf(string name, string[] values, string parameter = "x", int started = 0)
    {
        File.WriteAllText(folder[$"{name}.csv"], string.Join('\n', values.Index().Select(v => $"{v.Index},{v.Item}").Prepend($"{parameter},value")));
        ImportResult read = ImportFile.Read(folder[$"{name}.csv"], new ImportSettings { Direction = Direction.Minimize });
        var time = new ManualTime();
        time.Advance(TimeSpan.FromDays(started));
        string root = folder[$"{name}-{started}-{string.Join('-', values)}.study"];
        ImportedFolder.Write(root, read.Study, "test", time);
        return StudyFacts.Read(new StudyFolder(root), FunctionTrainer.Port);
    }

    /// <summary>A number as Python's repr gives it; the exponents of the test's values do not come into it.</summary>
    private static string Repr(double value) => double.IsNegativeInfinity(value) ? "-inf" : value.ToString("R", CultureInfo.InvariantCulture) is var text && text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
}
