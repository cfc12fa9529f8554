using System.Text.Json.Nodes;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class StudyDifferencesTests
{
    private static readonly StudyDefinition Study = Changed("\"seed\": 1", "\"seed\": 1");

    [Fact]
    public void A_file_that_differs_in_layout_comments_name_and_written_out_defaults_is_the_same_study()
    {
        StudyDefinition other = Changed("\"name\": \"mnist-narrowing\"", "\"name\": \"another\" /* name */", "\"pruner\": { \"type\": \"none\" },", "", "1e-6", "0.000001");
        Assert.Empty(StudyDifferences.Between(Study, other));
    }

    [Fact]
    public void Every_difference_is_named_with_both_values()
    {
        StudyDefinition other = Changed(
            "\"seed\": 1", "\"seed\": 2", "\"max\": 1e-2", "\"max\": 2e-2", ", \"limits\": { \"min\": 1e-7, \"max\": 10 }", "", "\"rounds\": 3", "\"rounds\": 4", "\"hidden\": [100,", "\"hidden\": [101,");

        Assert.Equal(
            [
                "seed: 1 -> 2",
                "space.optimizer.learningRate.max: 0.01 -> 0.02",
                "space.optimizer.learningRate.limits: {\"min\":1E-07,\"max\":10} -> (none)",
                "search.tuner.rounds: 3 -> 4",
                "trainer.network.hidden: [100,100,100,100,100,100] -> [101,100,100,100,100,100]",
            ],
            StudyDifferences.Between(Study, other).Select(d => d.ToString()));
    }

    [Fact]
    public void The_order_of_dimensions_is_a_difference_as_it_decides_the_draws()
    {
        JsonObject file = StudyFile.Write(Study);
        var space = (JsonObject)file["space"]!;
        JsonNode first = space["optimizer.learningRate"]!;
        space.Remove("optimizer.learningRate");
        space["optimizer.learningRate"] = first;

        StudyDifference difference = Assert.Single(StudyDifferences.Between(Study, StudyFile.Read(file.ToJsonString(), SampleTrainer.Port).Definition!));

        Assert.Equal("space: [optimizer.learningRate, optimizer.weightDecay] -> [optimizer.weightDecay, optimizer.learningRate]", difference.ToString());
    }

    [Fact]
    public void A_study_goes_on_with_more_trials_and_another_confirmation()
    {
        StudyDefinition more = Changed("\"trials\": 100", "\"trials\": 101", "\"seeds\": 5", "\"seeds\": 9");
        StudyDefinition without = Changed(",\n    \"confirm\": { \"top\": 3, \"seeds\": 5 }", "");
        Assert.Equal(["search.trials", "search.confirm.seeds"], StudyDifferences.Between(Study, more).Select(d => d.Path));
        Assert.Equal(["search.confirm"], StudyDifferences.Between(Study, without).Select(d => d.Path));
        Assert.Empty(StudyDifferences.ThatForbidResume(Study, more));
        Assert.Empty(StudyDifferences.ThatForbidResume(Study, without));
    }

    [Fact]
    public void A_study_does_not_go_on_with_fewer_trials_or_another_number_under_way()
    {
        StudyDefinition other = Changed("\"trials\": 100", "\"trials\": 99", "\"maxConcurrentTrials\": 4", "\"maxConcurrentTrials\": 5");
        Assert.Equal(["search.trials", "search.maxConcurrentTrials"], StudyDifferences.ThatForbidResume(Study, other).Select(d => d.Path));
    }

    private static StudyDefinition Changed(params string[] changes)
    {
        string text = StudyTexts.Example.ReplaceLineEndings("\n");
        for (int i = 0; i < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], text, StringComparison.Ordinal);
            text = text.Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        }

        return StudyFile.Read(text, SampleTrainer.Port).Definition!;
    }
}
