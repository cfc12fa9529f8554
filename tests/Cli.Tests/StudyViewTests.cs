using HyperSearch.Cli.Terminal;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;
using Spectre.Console;

namespace HyperSearch.Cli.Tests;

public sealed class StudyViewTests
{
    private static readonly StudyDefinition Study = ToyStudies.Read(ToyStudies.Tuners[2], 30, confirm: """{ "top": 2, "seeds": 2 }""");

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal_and_there_are_no_more_than_fit(int width)
    {
        var view = new StudyView(StudySimulation.Run(Study, new Weather(3)).State, TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(10));
        foreach (int height in (int[])[8, 12, 24, 60])
        {
            IReadOnlyList<LiveLine> lines = view.Lines(width, height, TimeSpan.FromSeconds(15), 0);
            Assert.InRange(lines.Count, 5, Math.Max(height, 8));
            Assert.All(lines, line => Assert.InRange(line.Fit(width).Length, 1, Math.Max(1, width - LiveLine.Margin)));
        }
    }

    [Theory]
    [InlineData(80)]
    [InlineData(200)]
    public void At_a_glance_there_are_progress_time_left_the_best_trial_and_every_range(int width)
    {
        StudyState state = StudySimulation.Run(Study, new Weather(3)).State;
        string[] lines = [.. new StudyView(state, TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(10)).Lines(width, 30, TimeSpan.FromSeconds(15), 0).Select(l => l.Text)];
        Assert.StartsWith("toy  ━", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("4 of 4  15 s  about 1 min 00 s left", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.StartsWith($"best  {Numbers.Short(state.Best!.Work.Value!.Value)}  trial {state.Best.Number}  ", StringComparison.Ordinal) && l.Contains('█', StringComparison.Ordinal));
        Assert.All(Study.Space.Dimensions, d => Assert.Single(lines, l => l.StartsWith(d.Path, StringComparison.Ordinal)));
        string rate = lines.Single(l => l.StartsWith("optimizer.learningRate ", StringComparison.Ordinal));
        Assert.Matches(@"^optimizer\.learningRate +1e-5 [─┼━╋●]{20,} 10 ", rate);
        Assert.Equal(width == 200, rate.Contains("best ", StringComparison.Ordinal) || rate.Contains("stays", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_not_all_dimensions_fit_it_is_said_how_many_are_left_out()
    {
        StudyState state = StudySimulation.Run(Study, new Weather(3)).State;
        IReadOnlyList<LiveLine> lines = new StudyView(state, null, TimeSpan.Zero).Lines(80, 9, TimeSpan.Zero, 0);
        Assert.Contains(lines, l => l.Text == "and 3 dimensions more");
    }

    [Fact]
    public void The_axis_of_a_log_scale_has_a_tick_at_every_decade_and_the_best_value_its_mark()
    {
        var dimension = new NumericDimension("rate", 1e-3, 1e-1) { Scale = Scale.Log };
        Assert.Equal("┼─────┼─────╋━●━━━╋─────┼", Text(new RangeBar(dimension, new SearchRange(1e-5, 1e-1), new SearchRange(1e-3, 1e-2), 2e-3)));
        Assert.Equal("────────────━━━━━━━━━━━━━", Text(new RangeBar(new NumericDimension("x", 0, 1), new SearchRange(0, 1), new SearchRange(0.5, 1), null)));
        Assert.Equal("━━━━━━━━━━━━●━━━━━━━━━━━━", Text(new RangeBar(new NumericDimension("x", 0.9, 0.999) { Scale = Scale.ReverseLog }, new SearchRange(0.9, 0.999), new SearchRange(0.9, 0.999), 0.99)));

        // Whole numbers reach both ends, though their cells are wide at the lower one.
        var units = new NumericDimension("units", 1, 100) { Scale = Scale.Log, Integer = true };
        Assert.Equal("╋━━━━━━━━━━━╋━━━━━━━━━━━●", Text(new RangeBar(units, units.Range, units.Range, 100)));
        Assert.Equal("●━━━━━━━━━━━╋───────────┼", Text(new RangeBar(units, units.Range, new SearchRange(1, 10), 1)));

        static string Text(RangeBar bar) => bar.AddTo(new LiveLine(), 25).Text;
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("▅", 5, 3.0)]
    [InlineData("▁▅█", 5, 0.0, 1.0, 2.0)]
    [InlineData("▁█", 2, 0.0, 1.0, 2.0, 3.0)]
    [InlineData("▁▁▁▁▁▁▃▆██", 20, -1000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 0.7, 1.0, 1.0)]
    public void A_sparkline_goes_from_the_least_to_the_greatest_value_after_the_beginning(string expected, int width, params double[] values) => Assert.Equal(expected, Sparkline.Of(values, width));

    [Theory]
    [InlineData(1e-6, "1e-6", "1e-6")]
    [InlineData(5.0663e-05, "5.07e-5", "5.066e-5")]
    [InlineData(0.05, "0.05", "0.05")]
    [InlineData(1e12, "1e12", "1e12")]
    [InlineData(128, "128", "128")]
    [InlineData(double.NaN, "NaN", "NaN")]
    public void Numbers_are_written_as_in_a_study_file(double value, string brief, string @short)
    {
        Assert.Equal(brief, Numbers.Brief(value));
        Assert.Equal(@short, Numbers.Short(value));
    }

    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.7, "1 min 00 s")]
    [InlineData(119.6, "2 min 00 s")]
    [InlineData(3599.6, "1 h 00 min")]
    [InlineData(93_900, "26 h 05 min")]
    public void A_duration_has_no_sixty_seconds(double seconds, string expected) => Assert.Equal(expected, Numbers.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void What_is_done_and_what_is_not_differ_without_colours_too()
    {
        string head = new StudyView(StudySimulation.Run(Study, new Weather(3)).State, null, TimeSpan.Zero).Lines(80, 30, TimeSpan.Zero, 0)[0].Text;
        Assert.DoesNotContain('─', head);
        Assert.StartsWith("toy  ─", new StudyView(new StudyState(Study), null, TimeSpan.Zero).Lines(80, 30, TimeSpan.Zero, 0)[0].Text, StringComparison.Ordinal);
    }
}
