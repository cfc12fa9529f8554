using HyperSearch.Cli.Terminal;
using Spectre.Console;

namespace HyperSearch.Cli.Tests;

public sealed class LiveLineTests
{
    [Theory]
    [InlineData(80, "best  0.9  trial 1")]
    [InlineData(15, "best  0.9  …")]
    [InlineData(9, "best …")]
    [InlineData(1, "…")]
    public void A_line_never_wraps_and_says_when_it_was_cut(int width, string expected)
    {
        Paragraph line = new LiveLine().Add("best  ").Add("0.9", new Style(Color.Green)).Add("  trial 1").Fit(width);
        Assert.Equal((expected.Length, 1), (line.Length, line.Lines));
        Assert.True(expected.Length <= Math.Max(1, width - LiveLine.Margin));
    }

    [Fact]
    public void An_empty_line_keeps_its_place() => Assert.Equal(1, new LiveLine().Fit(80).Length);
}
