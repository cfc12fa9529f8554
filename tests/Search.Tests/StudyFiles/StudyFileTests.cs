using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Pruners;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;
using HyperSearch.Search.Tuners;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class StudyFileTests
{
    [Fact]
    public void The_example_of_the_design_reads_to_exactly_these_records()
    {
        StudyFileResult result = StudyFile.Read(StudyTexts.Example, SampleTrainer.Port);

        Assert.Empty(result.Faults);
        Assert.Empty(result.Hints);
        StudyDefinition study = result.Definition!;
        Assert.Equal("mnist-narrowing", study.Name);
        Assert.Equal(1UL, study.Seed);
        Assert.Equal(new ObjectiveOptions { Metric = "validation.accuracy", Direction = Direction.Maximize, At = ObjectiveEpoch.Last }, study.Objective);
        Assert.Equal(
            new SearchOptions
            {
                Tuner = new NarrowingTunerOptions { Rounds = 3 },
                Pruner = new NoPrunerOptions(),
                Trials = 100,
                MaxConcurrentTrials = 4,
                Attempts = 3,
                Confirm = new ConfirmOptions { Top = 3, Seeds = 5 },
            },
            study.Search);
        Assert.Collection(
            study.Space.Dimensions,
            d => Assert.Equal(new NumericDimension("optimizer.learningRate", 1e-6, 1e-2) { Scale = Scale.Log, Limits = new SearchRange(1e-7, 10), When = d.When }, d),
            d => Assert.Equal(new NumericDimension("optimizer.weightDecay", 1e-8, 1e-4) { Scale = Scale.Log, When = d.When }, d));
        Assert.All(study.Space.Dimensions, d => Assert.Empty(d.When));
        Assert.Equal(
            """{"data":{"source":"idx","path":"mnist","samples":500,"validation":0.2},"network":{"hidden":[100,100,100,100,100,100],"activation":"relu","initializer":"he","bias":true},"optimizer":{"type":"sgd","learningRate":0.01,"momentum":0.9,"weightDecay":0},"batchSize":100,"epochs":50}""",
            study.Trainer.ToJsonString());
    }

    [Fact]
    public void Comments_trailing_commas_and_every_kind_of_dimension_are_read()
    {
        StudyFileResult result = StudyFile.Read(StudyTexts.Rich, SampleTrainer.Port);

        Assert.Empty(result.Faults);
        StudyDefinition study = result.Definition!;
        Assert.Equal((1UL << 53) - 1, study.Seed);
        Assert.Equal(Direction.Minimize, study.Objective.Direction);
        var batch = Assert.IsType<NumericDimension>(study.Space.Dimensions[6]);
        Assert.True(batch.Integer);
        Assert.Equal(16, batch.Step);
        var momentum = Assert.IsType<NumericDimension>(study.Space.Dimensions[2]);
        Condition condition = Assert.Single(momentum.When); // that on network.bias holds, so it is gone
        Assert.Equal("optimizer.type", condition.Path);
        Assert.Equal("momentum", Assert.Single(condition.Values).GetString());
        var schedule = Assert.IsType<ChoiceDimension>(study.Space.Dimensions[7]);
        Assert.Equal(JsonValueKind.Null, schedule.Choices[0].ValueKind);
        Assert.Equal("""{"type":"step","stepEpochs":10,"factor":0.1}""", schedule.Choices[1].GetRawText());
    }

    [Fact]
    public void Every_parameter_set_of_a_space_gives_a_section_that_the_trainer_reads()
    {
        StudyDefinition study = StudyFile.Read(StudyTexts.Rich, SampleTrainer.Port).Definition!;
        var stream = new Numerics.RandomStream(1, Numerics.StreamPurpose.Proposal);
        double[] unit = new double[study.Space.Dimensions.Count];
        for (int i = 0; i < 1000; i++)
        {
            for (int d = 0; d < unit.Length; d++)
            {
                unit[d] = stream.NextUnit();
            }

            JsonObject section = study.Space.Decode(unit, study.Space.Ranges).ApplyTo(study.Trainer);
            SampleTrainer? options = RecordReader.Read<SampleTrainer>(section, out IReadOnlyList<Fault> faults);
            Assert.Empty(faults);
            Assert.NotNull(options);
        }
    }

    [Theory]
    [InlineData(StudyTexts.Example)]
    [InlineData(StudyTexts.Rich)]
    public void A_study_that_was_written_reads_as_the_same_study(string text)
    {
        StudyDefinition study = StudyFile.Read(text, SampleTrainer.Port).Definition!;
        string written = StudyFile.Write(study).ToJsonString();

        StudyFileResult again = StudyFile.Read(written, SampleTrainer.Port);

        Assert.Empty(again.Faults);
        Assert.Empty(StudyDifferences.Between(study, again.Definition!));
        Assert.Equal(written, StudyFile.Write(again.Definition!).ToJsonString());
        Assert.Equal(study.Objective, again.Definition!.Objective);
        Assert.Equal(study.Search, again.Definition.Search);
        Assert.Equal(study.Seed, again.Definition.Seed);
    }

    [Fact]
    public void Defaults_are_written_out_in_a_fixed_order()
    {
        StudyDefinition study = StudyFile.Read(StudyTexts.WithSpace("\"batchSize\": { \"max\": 8, \"min\": 1 }"), SampleTrainer.Port).Definition!;

        Assert.Equal(
            """{"name":"s","seed":1,"objective":{"metric":"validation.accuracy","direction":"maximize","at":"last"},"space":{"batchSize":{"min":1,"max":8,"scale":"linear","integer":true,"step":1}},"search":{"tuner":{"type":"auto"},"pruner":{"type":"none"},"trials":100,"maxConcurrentTrials":4,"attempts":3},"trainer":{"data":{"source":"digits","validation":0.2},"network":{"hidden":[100],"activation":"relu","initializer":"he","bias":true},"optimizer":{"type":"sgd","learningRate":0.01,"momentum":0.9,"weightDecay":0},"batchSize":100,"epochs":10}}""",
            StudyFile.Write(study).ToJsonString());
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(StudyTexts.Example)];
        Assert.NotNull(StudyFile.Read(bytes, SampleTrainer.Port).Definition);
    }
}
