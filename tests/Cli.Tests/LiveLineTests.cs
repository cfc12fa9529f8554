using HyperSearch.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace HyperSearch.Cli.Tests;

public sealed class LiveLineTests
{
    [Fact]
    public void A_choice_that_would_clear_the_terminal_is_shown_without_its_escape_sequence() =>
        Assert.Equal("ab  c", new LiveLine().Add("a\u001b[2Jb").Add("  \u001b]0;title\u0007c\n").Text);

    [Theory]
    [InlineData(14, "日本語日本x")]
    [InlineData(13, "日本語日…")]
    [InlineData(12, "日本語日…")]
    [InlineData(11, "日本語…")]
    [InlineData(5, "…")]
    public void Characters_of_two_columns_count_as_two(int width, string expected)
    {
        Paragraph fitted = new LiveLine().Add("日本語").Add("日本x").Fit(width);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) });
        Assert.Equal(expected, string.Concat(((IRenderable)fitted).Render(RenderOptions.Create(console), 80).Select(s => s.Text)).TrimEnd());
    }

    [Fact]
    public void Lines_are_broken_between_words_in_a_terminal_alone()
    {
        const string Line = "range:     optimizer.weightDecay 1e-8..0.01 (stays) /a/path/that/is/longer/than/a/line/of/the/terminal end";
        Assert.Equal(Line, WordWrap.Of(Line, null, 11));
        Assert.Equal("           healthy: the training loss\n           fell to 0.006", WordWrap.Of("           healthy: the training loss fell to 0.006", 40, 11));
        Assert.Equal("range:     optimizer.weightDecay\n           1e-8..0.01 (stays)\n           /a/path/that/is/longer/than/a/line/of/the/terminal\n           end", WordWrap.Of(Line, 40, 11));
    }

    [Fact]
    public void Hints_are_broken_below_their_text_and_elsewhere_a_line_each()
    {
        const string Hint = "space.x: the range is less than half a decade; a wider one shows more.";
        Assert.Equal($"Hint: {Hint}", HintText.Of(Hint, null));
        Assert.Equal("Hint: space.x: the range is less than\n      half a decade; a wider one shows\n      more.", HintText.Of(Hint, 40));
    }
}
