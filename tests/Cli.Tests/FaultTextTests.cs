using System.Text;
using HyperSearch.Cli.Terminal;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Workers;

namespace HyperSearch.Cli.Tests;

public sealed class FaultTextTests
{
    private const string Study = "\uFEFF{\n  \"name\": \"x\",\n\t\"space\": { \"optimizer.learnigRate\": { \"min\": 1e-6, \"max\": 1e-2, \"scale\": \"logg\" } },\r\n  \"trainer\": { \"data\": { \"source\": \"digits\" } }\n}";

    [Fact]
    public void For_people_the_line_of_the_file_stands_below_a_fault_with_a_mark_under_the_place()
    {
        Assert.Equal(
            """
            s.json:3: space.optimizer.learnigRate: This is no field of the trainer: `optimizer` has no field
                "learnigRate"; did you mean `optimizer.learningRate`?
                 3 |  "space": { "optimizer.learnigRate": { "min": 1e-6, "max": 1e-2, "scale": "logg" } },
                   |             ^^^^^^^^^^^^^^^^^^^^^^^
            s.json:3: space.optimizer.learnigRate.scale: "logg" is not one of linear, log, reverse_log (did you
                mean `log`?).
                 3 |  "space": { "optimizer.learnigRate": { "min": 1e-6, "max": 1e-2, "scale": "logg" } },
                   |                                                                           ^^^^^^
            """.ReplaceLineEndings("\n"),
            Text(100));
    }

    [Fact]
    public void For_programs_a_fault_is_a_line() => Assert.Equal(2, Text(null).Split('\n').Length);

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(80)]
    public void A_narrow_terminal_shows_the_place_and_cuts_the_line_around_it(int width)
    {
        string[] lines = Text(width).Split('\n');
        Assert.All(lines, l => Assert.True(l.Length < Math.Max(40, width) || !l.TrimStart().Contains(' ', StringComparison.Ordinal), l));
        int at = lines[^1].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal("\"logg\"", lines[^2].Substring(at, lines[^1].Length - at));
    }

    [Fact]
    public void A_fault_at_the_end_of_the_file_and_one_that_is_missing_are_marked_too()
    {
        byte[] cut = Encoding.UTF8.GetBytes("{\n  \"name\": \"x\",\n");
        Assert.EndsWith("^", FaultText.Of("s.json", cut, StudyFile.Read(cut, Trainers.Port).Faults, 80), StringComparison.Ordinal);
        byte[] empty = "{}"u8.ToArray();
        Assert.Contains("     1 | {}\n       | ^\n", FaultText.Of("s.json", empty, StudyFile.Read(empty, Trainers.Port).Faults, 80), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trainer.data.path", "{ \"source\": \"digits\" }")] // it is not there: the section
    [InlineData("trainer.data.source", "\"digits\"")]
    [InlineData("objective.name", "{")] // the name of another section is not meant
    public void A_setting_that_turns_out_to_be_wrong_later_is_marked_too(string setting, string marked)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Study);
        string[] lines = FaultText.Of("s.json", utf8, [StudyFile.FaultAt(utf8, setting, "It is wrong.")], 100).Split('\n');
        int at = lines[^1].IndexOf('^', StringComparison.Ordinal);
        Assert.Equal(marked, lines[^2].Substring(at, lines[^1].Length - at));
        Assert.EndsWith($": {setting}: It is wrong.", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_network_are_told_at_once()
    {
        const string Text = """
            {
              "name": "x", "space": { "optimizer.learningRate": { "min": 1e-3, "max": 1 } },
              "trainer": {
                "data": { "source": "csv", "path": "a.csv", "augment": { "shfit": 2 } },
                "network": { "hidden": [100, -3, 70000], "activaton": "relu", "slope": 2 },
                "optimizer": { "type": "lbfgs", "l1": 0.1, "weigthDecay": 0 }
              }
            }
            """;
        Assert.Equal(
            [
                "4: trainer.data.label", "4: trainer.data.augment.shfit", "5: trainer.network.hidden.1", "5: trainer.network.hidden.2", "5: trainer.network.activaton", "5: trainer.network.slope",
                "6: trainer.optimizer.l1", "6: trainer.optimizer.weigthDecay",
            ],
            StudyFile.Read(Text, Trainers.Port).Faults.Select(fault => $"{fault.Line}: {fault.Path}"));
    }

    private static string Text(int? width)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(Study);
        return FaultText.Of("s.json", utf8, StudyFile.Read(utf8, Trainers.Port).Faults, width);
    }
}
