using HyperSearch.Workers.Programs;

namespace HyperSearch.Workers.Tests.Programs;

public sealed class ErrorTailTests
{
    [Fact]
    public void Few_lines_are_kept_as_they_are()
    {
        var tail = new ErrorTail();
        Assert.Equal("", tail.Text);
        tail.Add("one");
        tail.Add("");
        tail.Add("two");
        Assert.Equal("one\n\ntwo\n", tail.Text);
    }

    [Fact]
    public void Of_many_lines_the_last_are_kept_and_it_is_said_that_there_were_more()
    {
        var tail = new ErrorTail();
        for (int i = 0; i < 100_000; i++)
        {
            tail.Add($"line {i}");
        }

        Assert.StartsWith("(what came before is left out)\nline ", tail.Text, StringComparison.Ordinal);
        Assert.EndsWith("line 99998\nline 99999\n", tail.Text, StringComparison.Ordinal);
        Assert.InRange(tail.Text.Length, ErrorTail.Most - 100, ErrorTail.Most + 100);
    }

    [Fact]
    public void Of_a_line_that_is_too_long_its_end_is_kept()
    {
        var tail = new ErrorTail();
        tail.Add("before");
        tail.Add(new string('x', 3 * ErrorTail.Most) + " the end");
        Assert.StartsWith("(what came before is left out)\nxxx", tail.Text, StringComparison.Ordinal);
        Assert.EndsWith("xxx the end\n", tail.Text, StringComparison.Ordinal);
        Assert.InRange(tail.Text.Length, ErrorTail.Most, ErrorTail.Most + 100);
    }
}
