using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using HyperSearch.Exchange.TensorBoard;
using HyperSearch.Search.Coordination;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests.TensorBoard;

/// <summary>Read back with Google's protocol buffers and checksums that are computed bit by bit.</summary>
public sealed class TensorBoardExportTests(VariedStudy varied) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_independent_reader_finds_every_trial_with_its_values_its_curve_and_its_end()
    {
        StudyFacts facts = varied.Facts;
        TensorBoardExport.Write(facts, folder.Root);
        JsonNode read = await Python.Read("tensorboard_events.py", folder.Root);
        Assert.Equal(facts.State.Trials.Count + 1, read.AsObject().Count);
        foreach (Trial trial in facts.State.Trials)
        {
            JsonNode[] events = [.. read[string.Create(CultureInfo.InvariantCulture, $"varied/trial-{trial.Number:D4}")]!.AsArray().Select(e => e!)];
            Assert.Equal("brain.Event:2", events[0]["file_version"]!.GetValue<string>());
            JsonObject set = trial.Parameters.ToJson(), start = Plugin(events, HParams.StartTag)!["session_start_info"]!.AsObject();
            Dictionary<string, JsonNode?> told = start["hparams"]!.AsArray().ToDictionary(h => h!["key"]!.GetValue<string>(), h => h!["value"]);
            Assert.Equal(set.Select(p => p.Key).Order(), told.Keys.Order());
            Assert.Equal(set["optimizer.rate"]!.GetValue<double>(), told["optimizer.rate"]!.GetValue<double>());
            Assert.Equal(set["flag"]!.GetValue<bool>(), told["flag"]!.GetValue<bool>());
            Assert.Equal(set["optimizer.type"]!.GetValue<string>(), told["optimizer.type"]!.GetValue<string>());
            Assert.Equal(set["layers"]!.ToJsonString(), told["layers"]!.GetValue<string>());

            IEnumerable<double> counted = facts.Of(trial).Epochs.Select(e => (double)(float)trial.Work.Values[e.Epoch - 1]);
            Assert.Equal(counted.Select((v, i) => ((i + 1).ToString(CultureInfo.InvariantCulture), v)), Scalars(events, "value"));
            Assert.Equal(trial.Work.Value is { } value ? [(double)(float)value] : [], Scalars(events, TensorBoardExport.ObjectiveTag).Select(s => s.Value));
            int? status = trial.Work.Outcome switch { null => null, Outcome.Completed or Outcome.Pruned => 1, _ => 2 };
            Assert.Equal(status, Plugin(events, HParams.EndTag)?["session_end_info"]!["status"]!.GetValue<int>());
        }

        JsonNode space = Plugin([.. read["varied"]!.AsArray().Select(e => e!)], HParams.ExperimentTag)!["experiment"]!;
        Assert.Equal(VariedStudy.Space.Dimensions.Select(d => d.Path), space["hparam_infos"]!.AsArray().Select(i => i!["name"]!.GetValue<string>()));
        Assert.Equal(10, space["hparam_infos"]![0]!["domain_interval"]!["max_value"]!.GetValue<double>());
        Assert.Equal("[\"[8]\",\"[16,16]\",\"{\\u0022size\\u0022:4}\"]", space["hparam_infos"]![7]!["domain_discrete"]!.ToJsonString());
        Assert.Equal([TensorBoardExport.ObjectiveTag, "value"], space["metric_infos"]!.AsArray().Select(m => m!["name"]!["tag"]!.GetValue<string>()));
        Assert.Contains("maximized", space["metric_infos"]![0]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_runs_of_the_folder_stay_and_those_of_the_study_are_not_overwritten()
    {
        Directory.CreateDirectory(folder["other"]);
        TensorBoardExport.Write(varied.Facts, folder.Root);
        Assert.Contains("not overwritten", Assert.Throws<ExchangeException>(() => TensorBoardExport.Write(varied.Facts, folder.Root)).Message, StringComparison.Ordinal);
        Assert.Equal(["other", "varied"], Directory.GetDirectories(folder.Root).Select(Path.GetFileName).Order());
    }

    /// <summary>The CRC-32C of "123456789" is e3069283; its mask is written out in TensorFlow's crc32c.h.</summary>
    [Fact]
    public void The_checksum_is_that_of_TFRecord() => Assert.Equal(unchecked(((0xe3069283u >> 15) | (0xe3069283u << 17)) + 0xa282ead8u), EventFile.Checksum(Encoding.ASCII.GetBytes("123456789")));

    private static JsonNode? Plugin(JsonNode[] events, string tag) => Values(events, tag).Select(v => v.Value["hparams"]).SingleOrDefault();

    private static IEnumerable<(string Step, double Value)> Scalars(JsonNode[] events, string tag) => Values(events, tag).Select(v => (v.Step, v.Value["simple_value"]!.GetValue<string>() switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        var digits => double.Parse(digits, CultureInfo.InvariantCulture),
    }));

    private static IEnumerable<(string Step, JsonNode Value)> Values(JsonNode[] events, string tag) =>
        from e in events from v in e["summary"]?["value"]?.AsArray() ?? [] where v!["tag"]!.GetValue<string>() == tag select (e["step"]!.GetValue<string>(), v);
}
