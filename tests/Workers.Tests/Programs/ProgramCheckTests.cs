using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Workers.Tests.Programs;

public sealed class ProgramCheckTests
{
    [Fact]
    public void A_command_whose_names_all_have_values_is_sound()
    {
        Assert.Empty(Faults("""["p", "{a}", "x{b.c}y", "{epochs}", "{{}}"]""", """ "a": {"min": 0, "max": 1}, "epochs": {"min": 1, "max": 9} """, """, "b": {"c": 3}"""));
        Assert.Empty(Faults("""["p", "{parameters}"]""", """ "a": {"min": 0, "max": 1}, "b.c": {"choices": [[1], {"x": 2}]} """, """, "d": 3"""));
        Assert.Empty(Faults("""["p", "{a}", "{b}"]""", """ "a": {"choices": ["x", "y"]}, "b": {"min": 0, "max": 1, "when": {"a": ["x"]}} """, """, "b": 0.5"""));
    }

    [Theory]
    [InlineData("""["p", "{a}", "{typo}"]""", "", "trainer.command.2", "{typo} has no value")]
    [InlineData("""["p", "{a}", "{b}"]""", """, "b": {"min": 0, "max": 1, "when": {"c": ["x"]}}, "c": {"choices": ["x", "y"]}""", "trainer.command.2", "where its condition does not hold")]
    [InlineData("""["p", "{a}", "{"]""", "", "trainer.command.2", "has no partner")]
    [InlineData("""["p", "{a}", "}"]""", "", "trainer.command.2", "has no partner")]
    [InlineData("""["p"]""", "", "space.a", "The command does not use it")]
    [InlineData("""["p", "{a}"]""", """, "memory": {"min": 1, "max": 2}""", "space.memory", "cannot be searched")]
    [InlineData("""[]""", "", "trainer.command", "at least 1")]
    public void What_does_not_fit_is_told_with_its_place(string command, string space, string path, string message)
    {
        Fault fault = Faults(command, $$""" "a": {"min": 0, "max": 1}{{space}} """, "").First(f => f.Path == path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(path.StartsWith("space", StringComparison.Ordinal) ? 2 : 4, fault.Line);
    }

    [Fact]
    public void A_key_that_nothing_uses_is_told()
    {
        Fault fault = Assert.Single(Faults("""["p", "{a}"]""", """ "a": {"min": 0, "max": 1} """, """, "epoch": 3"""));
        Assert.Contains("\"epoch\" is not a key of a program's section (command, folder, timeout, memory, epochs)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_repeated_deep_in_its_section_is_one_fault_and_no_crash()
    {
        Fault fault = Assert.Single(Faults("""["p", "{a}", "{b.c}"]""", """ "a": {"min": 0, "max": 1} """, """, "b": {"c": 1, "c": 2}"""));
        Assert.Equal("trainer.b.c", fault.Path);
        Assert.NotEmpty(Faults("""["p", "{a}"]""", """ "a": {"choices": [{"x": 1, "x": 2}, 3]} """, ""));
    }

    [Fact]
    public void A_parameter_whose_name_would_steer_a_terminal_is_refused() =>
        Assert.Contains(Faults("""["p", "{parameters}"]""", """ "a\u001b[2J": {"min": 0, "max": 1} """, ""), f => f.Message.Contains("control characters", StringComparison.Ordinal));

    [Fact]
    public void The_direction_of_a_metric_that_nobody_knows_must_be_given() =>
        Assert.Contains("maximize or minimize", Assert.Single(StudyFile.Read(Text("""["p", "{a}"]""", """ "a": {"min": 0, "max": 1} """, "").Replace(", \"direction\": \"minimize\"", "", StringComparison.Ordinal), Trainers.Port).Faults).Message, StringComparison.Ordinal);

    private static IReadOnlyList<Fault> Faults(string command, string space, string values) => StudyFile.Read(Text(command, space, values), Trainers.Port).Faults;

    private static string Text(string command, string space, string values) => $$"""
        { "name": "p", "objective": { "metric": "score", "direction": "minimize" },
          "space": { {{space}} },
          "search": { "trials": 8 },
          "trainer": { "command": {{command}}{{values}} } }
        """;
}
