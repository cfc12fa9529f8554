using System.Text.Json.Nodes;
using HyperSearch.Exchange.Mlflow;
using HyperSearch.Exchange.Reading;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Exchange.Tests.Tables;

public sealed class CsvImportTests(VariedStudy varied) : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_exported_table_comes_back_with_its_trials()
    {
        StudyState before = varied.Folder.Read(FunctionTrainer.Port).State;
        StudyState after = Written(TrialTable.ToCsv(before), Direction.Maximize, out ImportResult read);
        Assert.Empty(read.LeftOut);
        Assert.Equal(before.Best!.Number, after.Best!.Number);
        Assert.Equal(before.Trials.Select(t => (t.Work.Outcome, t.Work.Value)), after.Trials.Select(t => (t.Work.Outcome, t.Work.Value)));
        foreach (string parameter in (string[])["optimizer.rate", "units", "dropout"])
        {
            Assert.Equal(before.Trials.Select(t => t.Parameters.Double(parameter)), after.Trials.Select(t => t.Parameters.Double(parameter)));
        }

        Assert.Equal(before.Trials.Select(t => t.Parameters.Text("optimizer.type")), after.Trials.Select(t => t.Parameters.Text("optimizer.type")));
        Assert.Equal(before.Trials.Select(t => t.Parameters.IsActive("momentum")), after.Trials.Select(t => t.Parameters.IsActive("momentum")));
        Assert.Equal(before.Trials.Select(t => t.Parameters.ToJson()["layers"]!.ToJsonString()), after.Trials.Select(t => t.Parameters.ToJson()["layers"]!.ToJsonString()));
    }

    [Fact]
    public void The_table_of_trials_that_Optuna_writes_is_read()
    {
        const string Table = """
            ,number,value,datetime_start,datetime_complete,duration,params_layers,params_lr,params_momentum,params_optimizer,user_attrs_note,state
            0,0,0.25,2026-01-31 12:00:00.000000,2026-01-31 12:00:01.500000,0 days 00:00:01.500000,2.0,0.001,,sgd,"one, two",COMPLETE
            1,1,,2026-01-31 12:00:02.000000,2026-01-31 12:00:02.500000,0 days 00:00:00.500000,1.0,0.1,0.9,momentum,,FAIL
            2,2,0.5,2026-01-31 12:00:03.000000,2026-01-31 12:00:04.000000,0 days 00:00:01,3.0,1e-05,0.5,momentum,,PRUNED
            3,3,inf,2026-01-31 12:00:05.000000,2026-01-31 12:00:06.000000,0 days 00:00:01,3.0,0.01,,sgd,,COMPLETE
            4,4,,2026-01-31 12:00:07.000000,,,2.0,0.02,,sgd,,RUNNING
            """;
        StudyState state = Written(Table, Direction.Minimize, out _);
        Assert.Equal([Outcome.Completed, Outcome.Failed, Outcome.Pruned, Outcome.Diverged, null], state.Trials.Select(t => t.Work.Outcome));
        Assert.Equal(["layers", "lr", "momentum", "optimizer"], state.Definition.Space.Dimensions.Select(d => d.Path));
        Assert.True(state.Definition.Space.Dimensions[0] is NumericDimension { Integer: true, Min: 1, Max: 3 });
        Assert.Equal(Scale.Log, ((NumericDimension)state.Definition.Space.Dimensions[1]).Scale);
        Assert.Equal("optimizer", Assert.Single(state.Definition.Space.Dimensions[2].When).Path);
        WorkFacts first = StudyFacts.Read(new StudyFolder(folder["t.study"]), FunctionTrainer.Port).Of(state.Trials[0]);
        Assert.Equal(1500, first.Ended - first.Began);
    }

    [Fact]
    public void Any_table_of_parameters_and_a_value_is_read()
    {
        StudyState state = Written("lr,depth,\"a \"\"b\"\"\",flag,value\n0.1,3,\"x\ny\",True,1.5\n0.2,4,z,False,nan\n\n0.3,5,z,True,-2", Direction.Minimize, out _);
        Assert.Equal([Outcome.Completed, Outcome.Diverged, Outcome.Completed], state.Trials.Select(t => t.Work.Outcome));
        Assert.Equal(2, state.Best!.Number);
        Assert.Equal("""{"lr":0.1,"depth":3,"a \u0022b\u0022":"x\ny","flag":true}""", state.Trials[0].Parameters.ToString());
    }

    [Fact]
    public void A_parameter_of_an_exported_table_may_be_called_like_a_column_before_it()
    {
        StudyState state = Written("trial,round,outcome,value,epochs,diagnosis,evidence,epochs,state\n0,0,completed,1.5,1,,,10,gone\n1,0,pruned,,1,,,20,on\n", Direction.Minimize, out _);
        Assert.Equal([Outcome.Completed, Outcome.Pruned], state.Trials.Select(t => t.Work.Outcome));
        Assert.Equal(["{\"epochs\":10,\"state\":\"gone\"}", "{\"epochs\":20,\"state\":\"on\"}"], state.Trials.Select(t => t.Parameters.ToString()));
    }

    [Theory]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("-x", "x")]
    [InlineData("\u7814\u7a76", "imported")]
    public void The_study_of_a_table_has_a_name_that_no_command_takes_for_an_option(string name, string expected)
    {
        var table = new ForeignStudy
        {
            Source = new ImportedSource { Form = "csv", File = "t.csv", Sha256 = "" },
            Name = name,
            Direction = Direction.Minimize,
            Parameters = [new ForeignParameter("x", new JsonObject { ["min"] = 0, ["max"] = 1 })],
            Trials = [new ForeignTrial { Outcome = Outcome.Completed, Parameters = new JsonObject { ["x"] = 0.5 }, Value = 1 }],
        };
        Assert.Equal(expected, StudyConversion.Run(table).Study.Definition.Name);
    }

    [Fact]
    public void Another_name_is_advised_only_where_the_name_is_what_is_wrong()
    {
        var settings = new ImportSettings { Direction = Direction.Minimize };
        Assert.EndsWith("--rename OLD=NEW gives a parameter another name.", Refused("imported,value\n1,2\n", settings), StringComparison.Ordinal);
        Assert.DoesNotContain("--rename", Refused("note,value\n" + string.Concat(Enumerable.Range(0, 1001).Select(i => $"text {i},1\n")), settings), StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_that_lack_a_parameter_without_a_rule_are_left_out_and_counted()
    {
        Written("x,y,value\n1,2,3\n2,,4\n3,4,5\n", Direction.Minimize, out ImportResult read);
        Assert.Equal([(1, "y: has no value")], read.LeftOut.Select(l => (l.Trials, l.Why)));
        Assert.Equal([3d, 5], read.Study.Trials.Select(t => t.Epochs[^1]["value"]));
    }

    [Theory]
    [InlineData("", "t.csv: the file is empty")]
    [InlineData("x,y\n1,2\n", "t.csv:1: there is no column `value`, which is the objective; the columns are x, y")]
    [InlineData("x,values_0,values_1\n1,2,3\n", "t.csv:1: the table has several objectives")]
    [InlineData("x,value\n1,2\n3\n", "t.csv:3: 1 cells; the header names 2 columns")]
    [InlineData("x,x,value\n1,2,3\n", "t.csv:1: two columns are called x")]
    [InlineData("x,value\n1,much\n", "t.csv:2: value: much is not a number")]
    [InlineData("x,value\n\"1,2\n", "t.csv:2: a quoted cell begins here and has no end")]
    [InlineData("x,value\n\"1\"2,3\n", "t.csv:2: a comma or the line's end is expected")]
    [InlineData("x,state,value\n1,gone,3\n", "t.csv:2: gone is no state of a trial; complete")]
    [InlineData("x,value\n", "there is no trial in it")]
    [InlineData("value\n1\n", "has 0 dimensions")]
    [InlineData("a,a.b,value\n1,2,3\n", "parameter a.b: `a`, which contains this, is searched as well")]
    [InlineData("SQLite format 3\0", "t.csv: this is a database")]
    [InlineData("x;value\n1,5;2,5\n", "t.csv:1: the columns are separated by semicolons; commas are needed")]
    [InlineData("\"x\";\"value\"\r\n\"1\";\"2\"\r\n", "separated by semicolons")]
    [InlineData("\nx\tvalue\n1\t2\n", "t.csv:1: the columns are separated by tabs; commas are needed")]
    public void A_file_that_is_none_is_refused_with_line_and_what_is_expected(string text, string expected) =>
        Assert.Contains(expected, Refused(text, new ImportSettings { Direction = Direction.Minimize }), StringComparison.Ordinal);

    [Fact]
    public void Columns_that_are_ignored_are_neither_parameters_nor_facts_of_a_trial()
    {
        const string Table = "x,note,note,seconds,state,value\n1,a,b,10,Ohio,3\n2,c,d,20,Utah,4\n";
        ImportResult read = Read(Table, new ImportSettings { Direction = Direction.Minimize, Ignored = ["note", "seconds", "state", "note"] });
        Assert.Equal("x", Assert.Single(read.Study.Definition.Space.Dimensions).Path);
        Assert.Equal([Outcome.Completed, Outcome.Completed], read.Study.Trials.Select(t => t.Outcome));
    }

    [Fact]
    public void A_parameter_called_like_the_objective_can_be_ignored_and_the_objective_stays()
    {
        ImportResult read = Read("trial,round,outcome,value,epochs,diagnosis,evidence,value,x\n0,0,completed,1.5,1,,,10,7\n1,0,completed,2,1,,,10,8\n", new ImportSettings { Direction = Direction.Minimize, Ignored = ["value"] });
        Assert.Equal("x", Assert.Single(read.Study.Definition.Space.Dimensions).Path);
        Assert.Equal([1.5, 2], read.Study.Trials.Select(t => t.Epochs[^1]["value"]));
    }

    [Theory]
    [InlineData("note", "--ignore note: t.csv has no column note; it has x, value")]
    [InlineData("value", "--ignore value: this column is the objective")]
    public void A_column_that_is_not_there_or_is_needed_cannot_be_ignored(string column, string expected) =>
        Assert.Contains(expected, Refused("x,value\n1,2\n", new ImportSettings { Direction = Direction.Minimize, Ignored = [column] }), StringComparison.Ordinal);

    [Fact]
    public void A_table_does_not_say_which_direction_is_better() => Assert.Contains("--direction", Refused("x,value\n1,2\n", new ImportSettings()), StringComparison.Ordinal);

    [Fact]
    public void A_folder_below_a_file_is_refused_by_its_own_name()
    {
        ImportResult read = Read("x,value\n1,2\n", new ImportSettings { Direction = Direction.Minimize });
        Assert.Equal(
            $"{folder["t.csv/a/b.study"]} cannot be a folder: {folder["t.csv"]} is a file.",
            Assert.Throws<StudyFolderException>(() => ImportedFolder.Write(folder["t.csv/a/b.study"], read.Study, "test", new ManualTime())).Message);
        Assert.Equal(
            $"--out {folder["t.csv/a"]}: {folder["t.csv"]} is a file; a folder is needed.",
            Assert.Throws<ExchangeException>(() => MlflowExport.Write(varied.Facts, folder["t.csv/a"])).Message);
    }

    [Fact]
    public void What_is_there_is_not_overwritten_and_a_write_that_fails_leaves_nothing()
    {
        ImportResult read = Read("x,value\n1,2\n", new ImportSettings { Direction = Direction.Minimize });
        Directory.CreateDirectory(folder["there"]);
        Assert.Throws<StudyFolderException>(() => ImportedFolder.Write(folder["there"], read.Study, "test", new ManualTime()));
        ImportedTrial broken = read.Study.Trials[0] with { Epochs = [] };
        Assert.ThrowsAny<Exception>(() => ImportedFolder.Write(folder["broken"], read.Study with { Trials = [broken] }, "test", new ManualTime()));
        Assert.Equal(["there"], Directory.GetDirectories(folder.Root).Select(Path.GetFileName));
    }

    private StudyState Written(string text, Direction direction, out ImportResult read)
    {
        read = Read(text, new ImportSettings { Direction = direction });
        StudyState state = ImportedFolder.Write(folder["t.study"], read.Study, "test", new ManualTime());
        StudyVerifier.Verify(new StudyFolder(folder["t.study"]), FunctionTrainer.Port, _ => _ => throw new InvalidOperationException());
        return state;
    }

    private ImportResult Read(string text, ImportSettings settings)
    {
        File.WriteAllText(folder["t.csv"], text);
        return ImportFile.Read(folder["t.csv"], settings);
    }

    private string Refused(string text, ImportSettings settings) => Assert.Throws<ExchangeException>(() => Read(text, settings)).Message;
}
