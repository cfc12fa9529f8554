using HyperSearch.Search.Coordination;
using HyperSearch.Search.Studies;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Studies;

public sealed class KeptErrorsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_attempt_has_a_file_of_its_own()
    {
        var errors = new KeptErrors(folder["stderr"]);
        Assert.Null(errors.Of(new WorkId(3), 1));
        errors.Keep(new WorkId(3), 1, "first");
        errors.Keep(new WorkId(3), 2, "second");
        errors.Keep(new WorkId(3, 4), 1, "confirmed");
        Assert.Equal(["trial-3-attempt-1.txt", "trial-3-attempt-2.txt", "trial-3-repeat-4-attempt-1.txt"], Directory.GetFiles(folder["stderr"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(("first", "second", "confirmed"), (errors.Of(new WorkId(3), 1), errors.Of(new WorkId(3), 2), errors.Of(new WorkId(3, 4), 1)));
    }

    [Fact]
    public void There_are_never_more_files_than_are_allowed_and_the_oldest_go_also_those_of_an_earlier_run()
    {
        new KeptErrors(folder["stderr"]).Keep(new WorkId(0), 1, "old");
        File.SetLastWriteTimeUtc(folder["stderr/trial-0-attempt-1.txt"], DateTime.UnixEpoch);
        var errors = new KeptErrors(folder["stderr"]);
        for (int trial = 1; trial <= KeptErrors.MostFiles + 1; trial++)
        {
            errors.Keep(new WorkId(trial), 1, "x");
        }

        Assert.Equal(KeptErrors.MostFiles, Directory.GetFiles(folder["stderr"]).Length);
        Assert.Equal((null, null, "x"), (errors.Of(new WorkId(0), 1), errors.Of(new WorkId(1), 1), errors.Of(new WorkId(2), 1)));
    }

    [Fact]
    public void What_is_too_long_loses_its_beginning()
    {
        var errors = new KeptErrors(folder["stderr"]);
        errors.Keep(new WorkId(0), 1, new string('x', 1_000_000) + "end");
        string kept = errors.Of(new WorkId(0), 1)!;
        Assert.Equal(KeptErrors.MostCharacters, kept.Length);
        Assert.EndsWith("xend", kept, StringComparison.Ordinal);
    }
}
