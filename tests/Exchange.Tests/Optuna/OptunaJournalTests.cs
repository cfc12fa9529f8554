using HyperSearch.Exchange.Optuna;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests.Optuna;

public sealed class OptunaJournalTests : IDisposable
{
    private const string Study = """{"op_code": 0, "worker_id": "w", "study_name": "s", "directions": [1]}""";
    private const string Trial = """{"op_code": 4, "worker_id": "w", "study_id": 0, "datetime_start": "2026-01-31T12:00:00.000000"}""";
    private const string Rate = """{"op_code": 5, "worker_id": "w", "trial_id": 0, "param_name": "x", "param_value_internal": 0.5, "distribution": "{\"name\": \"FloatDistribution\", \"attributes\": {\"step\": null, \"low\": 0.0, \"high\": 1.0, \"log\": false}}"}""";
    private const string End = """{"op_code": 6, "worker_id": "w", "trial_id": 0, "state": 1, "values": [0.25], "datetime_complete": "2026-01-31T12:00:01.000000"}""";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_journal_is_replayed_by_its_own_rules()
    {
        ImportResult read = Read(
        [
            Study, Trial, Rate,
            """{"op_code": 7, "worker_id": "w", "trial_id": 0, "step": 1, "intermediate_value": NaN}""",
            """{"op_code": 8, "worker_id": "w", "trial_id": 0, "user_attr": {"note": "NaN, \"Infinity\" and -Infinity"}}""",
            End,
            """{"op_code": 6, "worker_id": "w", "trial_id": 0, "state": 3, "values": null, "datetime_complete": "2026-01-31T12:00:02.000000"}""", // it has ended: too late
            """{"op_code": 4, "worker_id": "w", "study_id": 7, "datetime_start": null}""", // there is no such study
            """{"op_code": 10, "worker_id": "w", "study_id": 0}""", // an operation of other programs
        ]);
        var trial = Assert.Single(read.Study.Trials);
        Assert.Equal(0.25, trial.Epochs[^1]["value"]);
        Assert.Equal([double.NaN, 0.25], trial.Epochs.Select(e => e["value"]));
        Assert.Equal(TimeSpan.FromSeconds(1), trial.Ended - trial.Began);
    }

    [Fact]
    public void A_last_line_without_its_end_is_not_read()
    {
        File.WriteAllText(folder["j.log"], string.Join('\n', Study, Trial, Rate, End) + "\n{\"op_code\": 4, \"wor");
        Assert.Single(ImportFile.Read(folder["j.log"], new ImportSettings()).Study.Trials);
    }

    [Fact]
    public void Of_several_studies_one_is_named()
    {
        string[] lines = [Study, Trial, Rate, End, Study.Replace("\"s\"", "\"other\"", StringComparison.Ordinal), """{"op_code": 4, "worker_id": "w", "study_id": 1, "datetime_start": null}"""];
        Assert.Contains("--study takes one of s, other", Refused(lines), StringComparison.Ordinal);
        Assert.Equal("s", Read(lines, new ImportSettings { Study = "s" }).Study.Definition.Name);
        Assert.Contains("there is no study x", Refused(lines, new ImportSettings { Study = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_take_other_names()
    {
        string[] lines = [Study, Trial, Rate, End];
        Assert.Equal("optimizer.rate", Read(lines, new ImportSettings { Renamed = new Dictionary<string, string> { ["x"] = "optimizer.rate" } }).Study.Definition.Space.Dimensions[0].Path);
        Assert.Contains("has no parameter y; it has x", Refused(lines, new ImportSettings { Renamed = new Dictionary<string, string> { ["y"] = "z" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_direction_that_contradicts_the_journal_is_refused_and_one_that_repeats_it_is_not()
    {
        string[] lines = [Study, Trial, Rate, End];
        Assert.Equal("--direction maximize: j.log:1 says minimize of the study s; leave --direction out.", Refused(lines, new ImportSettings { Direction = Direction.Maximize }));
        Assert.Equal(Direction.Minimize, Read(lines, new ImportSettings { Direction = Direction.Minimize }).Study.Definition.Objective.Direction);
        string[] silent = [Study.Replace("[1]", "[0]", StringComparison.Ordinal), .. lines[1..]];
        Assert.Equal(Direction.Maximize, Read(silent, new ImportSettings { Direction = Direction.Maximize }).Study.Definition.Objective.Direction);
    }

    [Fact]
    public void A_journal_has_no_columns_to_ignore() =>
        Assert.Contains("--ignore x: j.log is a journal of Optuna's", Refused([Study, Trial, Rate, End], new ImportSettings { Ignored = ["x"] }), StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"op_code\": 0, \"study_name\"", "j.log:1: this is not JSON")]
    [InlineData("{\"name\": \"a study file\"}", "j.log:1: each line of a journal of Optuna's is a JSON object with an \"op_code\"")]
    [InlineData("""{"op_code": 0, "study_name": "s", "directions": [1, 2]}""", "j.log:1: the study s has 2 objectives")]
    [InlineData("""{"op_code": 0, "study_name": "s", "directions": [0]}""", "give --direction")]
    [InlineData("""{"op_code": 0, "study_name": "s", "directions": [1]}""", "there is no trial in it")]
    [InlineData("""{"op_code": "create"}""", "j.log:1: \"op_code\" is \"create\"; a whole number is expected")]
    [InlineData(Study + "\n" + Trial + "\n" + """{"op_code": 6, "trial_id": 0, "state": 9, "values": null}""", "j.log:3: \"state\" is 9")]
    [InlineData(Study + "\n" + """{"op_code": 4, "study_id": 0, "datetime_start": "yesterday"}""", "j.log:2: \"datetime_start\" is \"yesterday\"; a time")]
    [InlineData(Study + "\n" + Trial + "\n" + """{"op_code": 5, "trial_id": 0, "param_name": "x", "param_value_internal": 1, "distribution": "{\"name\": \"Normal\"}"}""" + "\n" + End, "j.log:2: parameter x has the distribution")]
    [InlineData(Study + "\n" + Trial + "\n" + """{"op_code": 5, "trial_id": 0, "param_name": "x", "param_value_internal": 2, "distribution": "{\"type\": \"categorical\", \"choices\": [1, 2]}"}""" + "\n" + End, "with the value 2; one of Optuna's is expected")]
    [InlineData(Study + "\n" + Trial + "\n" + """{"op_code": 5, "trial_id": 0, "param_name": "x", "param_value_internal": 1.5, "distribution": "{\"type\": \"int\", \"low\": 1, \"high\": 2}"}""" + "\n" + End, "with the value 1.5; one of Optuna's is expected")]
    [InlineData(Study + "\n" + Trial + "\n" + """{"op_code": 5, "trial_id": 0, "param_name": "x", "param_value_internal": 0.5, "distribution": "{\"type\": \"categorical\", \"choices\": [1, 2]}"}""" + "\n" + End, "with the value 0.5; one of Optuna's is expected")]
    [InlineData("""{"op_code": 0, "op_code": 1}""", "j.log:1: this is not JSON")]
    [InlineData(Study + "\n" + Trial + "\n" + """{"op_code": 5, "trial_id": 0, "param_name": "imported", "param_value_internal": 1, "distribution": "{\"type\": \"int\", \"low\": 1, \"high\": 2}"}""" + "\n" + End, "--rename OLD=NEW")]
    public void A_file_that_is_none_is_refused_with_line_and_what_is_expected(string text, string expected) => Assert.Contains(expected, Refused(text.Split('\n')), StringComparison.Ordinal);

    [Theory]
    [InlineData("step", "9223372036854775807", "1")] // what was measured is no step
    [InlineData("loss", "9223372036854775807", "9223372036854775807")]
    public void Steps_are_whole_numbers_on_the_way_back(string metric, string step, string expected)
    {
        ImportResult read = Read(
        [
            Study, $$$"""{"op_code": 2, "worker_id": "w", "study_id": 0, "user_attr": {"hypersearch:metric": "{{{metric}}}"}}""", Trial, Rate,
            $$"""{"op_code": 7, "worker_id": "w", "trial_id": 0, "step": {{step}}, "intermediate_value": 0.25}""", End,
        ]);
        ImportedFolder.Write(folder["j.study"], read.Study, "test", new ManualTime());
        using var back = new StringWriter();
        OptunaExport.Write(StudyFacts.Read(new StudyFolder(folder["j.study"]), FunctionTrainer.Port), back);
        Assert.Contains($"\"intermediate_values\":{{\"{expected}\":0.25}}", back.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_Optuna_went_on_with_is_not_overwritten()
    {
        File.WriteAllText(folder["ours.log"], "{\"op_code\":0,\"worker_id\":\"hypersearch\",\"study_name\":\"s\",\"directions\":[1]}\n");
        OptunaExport.CheckReplaceable(folder["ours.log"]);
        File.AppendAllText(folder["ours.log"], Trial + "\n");
        Assert.Contains("not overwritten", Assert.Throws<ExchangeException>(() => OptunaExport.CheckReplaceable(folder["ours.log"])).Message, StringComparison.Ordinal);
    }

    private ImportResult Read(IEnumerable<string> lines, ImportSettings? settings = null)
    {
        File.WriteAllLines(folder["j.log"], lines);
        return ImportFile.Read(folder["j.log"], settings ?? new ImportSettings());
    }

    private string Refused(IEnumerable<string> lines, ImportSettings? settings = null) => Assert.Throws<ExchangeException>(() => Read(lines, settings)).Message;
}
