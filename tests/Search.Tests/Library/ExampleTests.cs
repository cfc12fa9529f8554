using HyperSearch.Examples;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Library;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.Tests.Tuners;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.Library;

public sealed class ExampleTests
{
    [Theory]
    [InlineData("library.md", "LibraryExample.cs")]
    [InlineData("library.md", "AskTellExample.cs")]
    [InlineData("own-tuner.md", "HillClimber.cs")]
    public void A_page_shows_the_code_that_is_run_here(string page, string example)
    {
        string docs = Path.Combine(Checkout.Root, "docs");
        Assert.Contains($"```csharp\n{File.ReadAllText(Path.Combine(docs, "examples", example))}```", File.ReadAllText(Path.Combine(docs, page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_gives_the_same_for_any_parallelism_in_memory_and_in_a_folder()
    {
        using var temp = new TempFolder();
        string root = Path.Combine(temp.Root, "example.study"), expected = await LibraryExample.RunAsync(null, 1);
        Assert.Equal(expected, await LibraryExample.RunAsync(null, 2));
        Assert.Equal(expected, await LibraryExample.RunAsync(root, 4));
        Assert.Equal(expected, await LibraryExample.RunAsync(root, 4));
        Assert.EndsWith(Study.Verify(root), expected, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_asking_and_telling_comes_near_the_optimum() => Assert.InRange(AskTellExample.Run(), 0, 0.05);

    [Fact]
    public void The_tuner_of_ones_own_keeps_the_contract_of_the_others()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.Null(TunerContract.Breach(_ => new HillClimber(), RandomSpaces.Draw(seed), seed));
        }
    }

    [Fact]
    public async Task A_folder_goes_on_with_the_tuner_of_its_name_alone()
    {
        using var temp = new TempFolder();
        Space space = new SpaceBuilder().Double("x", -1, 1).Build();
        var options = new StudyOptions { Trials = 30, OwnTuner = HillClimber.Registration, Folder = temp.Root };
        using (Study study = Study.Create(space, options))
        {
            await study.OptimizeAsync(trial => Math.Abs(trial["x"] - 0.5), parallelism: 2);
            Assert.InRange(study.Best!.Work.Value!.Value, 0, 0.1);
        }

        Assert.NotEmpty(Study.Verify(temp.Root, HillClimber.Registration));
        Assert.Contains("hill_climber", Assert.Throws<StudyFolderException>(() => Study.Verify(temp.Root)).Message, StringComparison.Ordinal);
        Assert.Contains("search.tuner.name", Assert.Throws<StudyFolderException>(() => Study.Create(space, options with { OwnTuner = HillClimber.Registration with { Name = "other" } })).Message, StringComparison.Ordinal);
        Assert.Throws<VerificationException>(() => Study.Verify(temp.Root, HillClimber.Registration with { Create = () => new Search.Tuners.RandomTuner() }));
    }
}
