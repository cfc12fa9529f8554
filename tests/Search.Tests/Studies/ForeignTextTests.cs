using HyperSearch.Search.Studies;

namespace HyperSearch.Search.Tests.Studies;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m words", "red words")]
    [InlineData("\u001b[2J\u001b[1;1Hclear", "clear")]
    [InlineData("\u001b]0;a title\u0007x\u001b]8;;http://a\u001b\\y", "xy")]
    [InlineData("\u001b]0;never closed", "")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001b7saved\u001b(B", "saved")]
    [InlineData("bell\u0007 back\b tab\tend\u001b", "bell back tab    end")]
    [InlineData("[31m 日本 plain\\", "[31m 日本 plain\\")]
    public void Words_are_kept_and_what_a_terminal_would_obey_is_not(string line, string expected) => Assert.Equal(expected, ForeignText.Plain(line));

    [Theory]
    [InlineData("a\u001b[31m\tb", 60, "a [31m b")]
    [InlineData("12345", 5, "12345")]
    [InlineData("123456", 5, "12345…")]
    [InlineData("1234\U0001F600", 5, "1234…")]
    public void What_is_pointed_at_keeps_its_places_and_is_cut_between_characters(string text, int longest, string expected) => Assert.Equal(expected, ForeignText.Blanked(text, longest));
}
