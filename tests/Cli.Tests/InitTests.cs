using HyperSearch.Cli.Init;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

/// <summary><c>init</c> with options, and its questions.</summary>
public sealed class InitTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("auto", 40)]
    [InlineData("narrowing", 30)]
    [InlineData("grid", 1)]
    [InlineData("cma_es", 1000)]
    public void A_study_of_the_built_in_network_reads_without_a_fault(string tuner, int trials)
    {
        StudyDefinition study = Read(new InitAnswers("mine", tuner, trials, DataGuess.Of("digits", null, sandbox.Root), null, InitAnswers.DefaultMetric), out IReadOnlyList<string> hints);
        Assert.Equal(("mine", trials, 5), (study.Name, study.Search.Trials, study.Space.Dimensions.Count));
        Assert.All(hints, hint => Assert.StartsWith("search.trials", hint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x,y,kind\n1,2,a\n3,4,b\n", null, "kind", false)]
    [InlineData("price,x\n1.5,2\n2.25,3\n", "price", "price", true)]
    [InlineData("x,class\n1,0\n2,1\n", null, "class", false)]
    public void Of_a_CSV_file_the_last_column_is_the_label_and_labels_with_fractions_are_numbers_to_be_predicted(string text, string? label, string column, bool isRegression)
    {
        StudyDefinition study = Read(new InitAnswers("mine", "auto", 40, DataGuess.Of(sandbox.Write("data.csv", text), label, sandbox.Root), null, InitAnswers.DefaultMetric), out _);
        Assert.Equal(("data.csv", column), (study.Trainer["data"]!["path"]!.GetValue<string>(), study.Trainer["data"]!["label"]!.GetValue<string>()));
        Assert.Equal(isRegression ? "validation.rmse" : "validation.accuracy", study.Objective.Metric);
        Assert.Equal(isRegression, study.Trainer["loss"]!.GetValue<string>() == "mean_squared_error");
    }

    [Fact]
    public void Each_name_between_braces_of_a_program_is_a_dimension_with_a_range_that_such_names_have()
    {
        ProgramLine program = ProgramLine.Read("""python3 "my train.py" --lr {lr} --lr2={lr} --hidden {hidden} --momentum {momentum} --batch {batch_size} --x '{x}' --epochs {epochs}""");
        Assert.Equal(["python3", "my train.py", "--lr", "{lr}", "--lr2={lr}"], program.Words.Take(5));
        StudyDefinition study = Read(new InitAnswers("mine", "tpe", 50, null, program, "test_loss"), out IReadOnlyList<string> hints);
        Assert.Equal(["lr", "hidden", "momentum", "batch_size", "x"], study.Space.Dimensions.Select(d => d.Path));
        Assert.Equal(Direction.Minimize, study.Objective.Direction);
        Assert.Empty(hints);
    }

    [Theory]
    [InlineData("python3 train.py", "at least one parameter in braces")]
    [InlineData("", "at least one parameter in braces")]
    [InlineData("a '{b}", "a quotation mark ' is not closed")]
    public void A_program_that_cannot_be_searched_is_refused(string line, string message) =>
        Assert.Contains(message, Assert.Throws<WrongInputException>(() => ProgramLine.Read(line)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_question_is_put_again_until_its_answer_can_be_taken_and_Enter_is_the_default()
    {
        var output = new StringWriter();
        var questions = new Questions(new StringReader("many\n7\n\n"), output);
        Assert.Equal(7, questions.Ask("Trials", "40", Number));
        Assert.Equal(40, questions.Ask("Trials", "40", Number));
        Assert.Equal(40, questions.Ask("Trials", "40", Number)); // no more answers come
        Assert.Equal("Trials [40]: many is no number\nTrials [40]: Trials [40]: Trials [40]: ", output.ToString());

        static int Number(string text) => int.TryParse(text, out int number) ? number : throw new WrongInputException($"{text} is no number");
    }

    [Fact]
    public async Task A_file_is_written_from_options_without_a_question_where_there_is_no_terminal()
    {
        ProgramEnd end = await sandbox.Run("init", "--out", "my study.json", "--program", "sh train.sh {lr}", "--metric", "score", "--tuner", "random", "--trials", "12");
        Assert.True(end.ExitCode == 0, end.ToString());
        StudyDefinition study = StudyFile.Read(File.ReadAllText(sandbox.PathOf("my study.json")), Trainers.Port).Definition!;
        Assert.Equal(("my-study", 12, "score"), (study.Name, study.Search.Trials, study.Objective.Metric));
        Assert.Equal(0, (await sandbox.Run("validate", "my study.json")).ExitCode);
    }

    [Theory]
    [InlineData("did you mean `narrowing`?", "--tuner", "narowing")]
    [InlineData("there is no such file or folder", "--data", "nowhere")]
    [InlineData("has no such column; there are x, y.", "--data", "data.csv", "--label", "z")]
    [InlineData("--label z: a column of a CSV file; digits is none.", "--data", "digits", "--label", "z")]
    [InlineData("without --data", "--program", "a {b}", "--data", "digits")]
    [InlineData("--program goes with --metric", "--metric", "score")]
    [InlineData("there is no folder", "--out", "no/where.json")]
    [InlineData("from 1 to 10000000 are allowed", "--trials", "0")]
    public async Task Wrong_answers_are_refused_and_nothing_is_written(string message, params string[] options)
    {
        sandbox.Write("data.csv", "x,y\n1,2\n");
        ProgramEnd end = await sandbox.Run(["init", .. options]);
        Assert.True(end.ExitCode == 2 && end.Errors.Contains(message, StringComparison.Ordinal), end.ToString());
        Assert.False(File.Exists(sandbox.PathOf("study.json")));
    }

    private static StudyDefinition Read(InitAnswers answers, out IReadOnlyList<string> hints)
    {
        StudyFileResult read = StudyFile.Read(StudyDraft.Of(answers), Trainers.Port);
        Assert.Empty(read.Faults);
        hints = read.Hints;
        return read.Definition!;
    }
}
