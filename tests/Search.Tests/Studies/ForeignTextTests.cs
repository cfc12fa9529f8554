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
}
