using HyperSearch.Search.StudyFiles;
using HyperSearch.TestKit;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class StartReadingTests
{
    [Theory]
    [InlineData("""[3]""", "search.start.0", "3 is a number; an object is needed.")]
    [InlineData("""{}""", "search.start", "{} is an object; a list is needed.")]
    [InlineData("""[{}]""", "search.start.0", "This set gives no parameter; give at least one of the space")]
    [InlineData("""[{ "batchSize": 40 }, { "optimizer.learnngRate": 1 }]""", "search.start.1.optimizer.learnngRate", "is not searched; did you mean `optimizer.learningRate`?")]
    [InlineData("""[{ "optimizer.learningRate": 11 }]""", "search.start.0.optimizer.learningRate", "11 is outside 1E-05 to 10, where this parameter is searched at most.")]
    [InlineData("""[{ "optimizer.learningRate": "fast" }]""", "search.start.0.optimizer.learningRate", "\"fast\" is a text; a number is needed.")]
    [InlineData("""[{ "network.hidden.0": 7 }]""", "search.start.0.network.hidden.0", "7 is outside 8 to 256, where this parameter is searched.")]
    [InlineData("""[{ "network.hidden.0": 8.5 }]""", "search.start.0.network.hidden.0", "8.5 is not a whole number")]
    [InlineData("""[{ "batchSize": 50 }]""", "search.start.0.batchSize", "50 is on no step; this parameter goes from 20 in steps of 20, and 60 is the nearest.")]
    [InlineData("""[{ "optimizer.type": "adam" }]""", "search.start.0.optimizer.type", "\"adam\" is not one of sgd, momentum")]
    [InlineData("""[{ "optimizer.momentum": 0.9 }]""", "search.start.0.optimizer.momentum", "This parameter is there only where optimizer.type is \"momentum\"; give that too.")]
    [InlineData("""[{ "optimizer.type": "sgd", "optimizer.momentum": 0.9 }]""", "search.start.0.optimizer.momentum", "and here it is \"sgd\"; leave it out, or change that.")]
    [InlineData("""[{ "optimizer.learningRate": 0.1, "optimizer.type": "sgd", "network.hidden.0": 8, "batchSize": 20 }, { "batchSize": 20, "optimizer.learningRate": 1e-1, "optimizer.type": "sgd", "network.hidden.0": 8 }]""", "search.start.1", "is the same as set 0; the whole sets are all different.")]
    public void A_fault_of_a_start_set_is_told_at_its_place(string start, string path, string message)
    {
        Fault fault = Assert.Single(Read(start).Faults);
        Assert.Equal(path, fault.Path);
        Assert.Equal(4, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"target\": \"high\"", "search.target", "a number is needed")]
    [InlineData("\"stop\": {}", "search.stop.expectedGain", "\"expectedGain\" is missing")]
    [InlineData("\"stop\": { \"expectedGain\": 0 }", "search.stop.expectedGain", "0 is out of range; it must be above 0.")]
    [InlineData("\"stop\": { \"expectedGain\": 1, \"trials\": 0 }", "search.stop.trials", "0 is out of range")]
    [InlineData("\"history\": \"old\"", "search.history", "\"old\" is a text; a list is needed.")]
    public void A_fault_of_what_else_is_known_is_told_at_its_place(string search, string path, string message)
    {
        Fault fault = Assert.Single(Read("[{ \"batchSize\": 40 }]", search).Faults);
        Assert.Equal(path, fault.Path);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_that_equals_another_only_in_what_it_gives_is_allowed_and_more_sets_than_trials_are_hinted_at()
    {
        StudyFileResult read = Read("""[{ "optimizer.type": "momentum" }, { "optimizer.type": "momentum" }, { "batchSize": 2e1 /* twenty */ }]""");
        Assert.Empty(read.Faults);
        Assert.Equal("""{"batchSize":20}""", read.Definition!.Search.Start![2].ToJsonString());
        Assert.Contains(read.Hints, h => h == "search.start: 3 parameter sets are given, and only the first 2 are tried, as search.trials is 2.");
        Assert.Equal(StudyFile.Write(read.Definition).ToJsonString(), StudyFile.Write(StudyFile.Read(StudyFile.Write(read.Definition).ToJsonString(), ToyTrainer.Port).Definition!).ToJsonString());
    }

    private static StudyFileResult Read(string start, string? more = null) => StudyFile.Read(
        $$"""
        {
          "name": "known",
          "search": { "tuner": { "type": "random" }, "trials": 2, "maxConcurrentTrials": 1,
            "start": {{start}}{{(more is null ? "" : $", {more}")}} },
          "space": { {{ToyStudies.MixedSpace}} },
          "trainer": { "data": { "path": "data" } }
        }
        """,
        ToyTrainer.Port);
}
