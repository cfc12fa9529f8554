using System.Globalization;
using System.Text;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class FaultTests
{
    // In these files the dimension is on line 5.
    [Theory]
    [InlineData("""  "optimizer.learningRate": { "min": -1, "max": 1, "scale": "log" }""", "space.optimizer.learningRate.min", "-1 is not above 0; a log scale needs a minimum above 0.")]
    [InlineData("""  "optimizer.weightDecay": { "min": 0, "max": 1, "scale": "log" }""", "space.optimizer.weightDecay.min", "0 is not above 0; a log scale needs a minimum above 0. It never reaches 0: give the least value that could still matter, such as 1e-8, or search choices with 0 among them.")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 1, "scale": "reverse_log" }""", "space.optimizer.momentum.max", "1 is not below 1;")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 1 }""", "space.optimizer.momentum.max", "1 is out of range; it must be at least 0 and below 1.")]
    [InlineData("""  "optimizer.momentum": { "min": 0.9, "max": 0.1 }""", "space.optimizer.momentum.min", "0.9 is above max, which is 0.1;")]
    [InlineData("""  "optimizer.momentum": { "min": 0.1 }""", "space.optimizer.momentum.max", "\"max\" is missing;")]
    [InlineData("""  "optimizer.momentum": { }""", "space.optimizer.momentum", "A dimension needs \"min\" and \"max\", or \"choices\".")]
    [InlineData("""  "optimizer.momentum": 3""", "space.optimizer.momentum", "3 is a number; an object is needed.")]
    [InlineData("""  "optimizer.momentum": { "min": "a", "max": 0.5 }""", "space.optimizer.momentum.min", "\"a\" is a text; a number is needed.")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 1e999 }""", "space.optimizer.momentum.max", "1e999 is too large")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "sacle": "log" }""", "space.optimizer.momentum.sacle", "\"sacle\" is not a key here; did you mean `scale`?")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "scale": "lg" }""", "space.optimizer.momentum.scale", "\"lg\" is not one of linear, log, reverse_log (did you mean `log`?).")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "step": 0 }""", "space.optimizer.momentum.step", "0 is not above 0;")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "step": 0.2 }""", "space.optimizer.momentum.step", "0.2 does not divide max - min, which is 0.5; both bounds are reached, so max could be 0.4 or 0.6.")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "step": 1e-300 }""", "space.optimizer.momentum.step", "more values than can be told apart")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "limits": { "min": 0.1, "max": 0.9 } }""", "space.optimizer.momentum.limits.min", "0.1 is above min, which is 0;")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "limits": { "min": 0, "max": 0.4 } }""", "space.optimizer.momentum.limits.max", "0.4 is below max, which is 0.5;")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "limits": { "min": 0 } }""", "space.optimizer.momentum.limits.max", "\"max\" is missing")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "limits": { "min": 0, "max": 2 } }""", "space.optimizer.momentum.limits.max", "2 is out of range; it must be at least 0 and below 1.")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "scale": "log", "limits": { "min": 0, "max": 0.5 } }""", "space.optimizer.momentum.limits.min", "0 is not above 0;", 2)]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "ordered": true }""", "space.optimizer.momentum.ordered", "belongs to a dimension of choices")]
    [InlineData("""  "optimizer.momentum": { "choices": [0.1], "scale": "log" }""", "space.optimizer.momentum.scale", "belongs to a numeric dimension")]
    [InlineData("""  "optimizer.momentum": { "choices": [0.1, 2] }""", "space.optimizer.momentum.choices.1", "2 is out of range")]
    [InlineData("""  "optimizer.momentum": { "choices": [0.5, 5e-1] }""", "space.optimizer.momentum.choices.1", "5e-1 is the same as choice 0;")]
    [InlineData("""  "optimizer.momentum": { "choices": [] }""", "space.optimizer.momentum.choices", "There are 0 choices;")]
    [InlineData("""  "batchSize": { "min": 1.5, "max": 8 }""", "space.batchSize.min", "1.5 is not a whole number;")]
    [InlineData("""  "batchSize": { "min": 1, "max": 8, "integer": false }""", "space.batchSize.integer", "false is not possible here: `batchSize` is a whole number.")]
    [InlineData("""  "batchSize": { "min": 1, "max": 2, "step": 0.5 }""", "space.batchSize.step", "0.5 is not a whole number;")]
    [InlineData("""  "batchSize": { "min": 0, "max": 2 }""", "space.batchSize.min", "0 is out of range; it must be at least 1 and at most 1000000.")]
    [InlineData("""  "network.activation": { "min": 0, "max": 2 }""", "space.network.activation", "is a word, not a number;")]
    [InlineData("""  "network.bias": { "min": 0, "max": 2 }""", "space.network.bias", "is true or false, not a number;")]
    [InlineData("""  "network.hidden": { "min": 0, "max": 2 }""", "space.network.hidden", "is a list, not a number;")]
    [InlineData("""  "network": { "min": 0, "max": 2 }""", "space.network", "is a section, not a number;")]
    [InlineData("""  "network.activation": { "choices": ["relu", "leakyrelu"] }""", "space.network.activation.choices.1", "is not one of relu, leaky_relu, tanh (did you mean `leaky_relu`?).")]
    [InlineData("""  "network.hidden": { "choices": [[10], [0]] }""", "space.network.hidden.choices.1", "[0] is not possible here: a layer has 1 to 65536 units.")]
    [InlineData("""  "network.hidden.0": { "min": 0, "max": 10 }""", "space.network.hidden.0.min", "0 is not possible here: a layer has 1 to 65536 units.")]
    [InlineData("""  "network.hidden.0": { "min": 1, "max": 10, "limits": { "min": 1, "max": 100000 } }""", "space.network.hidden.0.limits.max", "100000 is not possible here: a layer has 1 to 65536 units.")]
    [InlineData("""  "network.hidden.1": { "min": 1, "max": 10 }""", "space.network.hidden.1", "has 1 item, numbered 0 to 0.")]
    [InlineData("""  "network.hidden.00": { "min": 1, "max": 10 }""", "space.network.hidden.00", "its items are numbered from 0.")]
    [InlineData("""  "network.hidden": { "choices": [[1]] }, "network.hidden.0": { "min": 1, "max": 10 }""", "space.network.hidden.0", "`network.hidden`, which contains this, is searched as well;")]
    [InlineData("""  "optimizer.learnngRate": { "min": 1, "max": 2 }""", "space.optimizer.learnngRate", "did you mean `optimizer.learningRate`?")]
    [InlineData("""  "learningRate": { "min": 1, "max": 2 }""", "space.learningRate", "did you mean `optimizer.learningRate`?")]
    [InlineData("""  "optimizer.x": { "min": 1, "max": 2 }""", "space.optimizer.x", "the fields are type, learningRate, momentum, weightDecay.")]
    [InlineData("""  "optimizer.momentum.x": { "min": 1, "max": 2 }""", "space.optimizer.momentum.x", "`optimizer.momentum` has no parts.")]
    [InlineData("""  "": { "min": 1, "max": 2 }""", "space.", "the trainer section has no field \"\"")]
    [InlineData("""  "data.validation": { "min": 0.1, "max": 0.2 }""", "space.data.validation", "The data cannot be searched")]
    [InlineData("""  "schedule.type": { "choices": ["step"] }""", "space.schedule.type", "search `schedule` with choices.")]
    [InlineData("""  "schedule": { "choices": [{ "type": "step" }] }""", "space.schedule.choices.0.stepEpochs", "\"stepEpochs\" is missing.")]
    [InlineData("""  "schedule": { "choices": [{ "stepEpochs": 1 }] }""", "space.schedule.choices.0.type", "\"type\" is missing; it is one of constant, step.")]
    [InlineData("""  "schedule": { "choices": [{ "type": "stp" }] }""", "space.schedule.choices.0.type", "is not one of constant, step (did you mean `step`?).")]
    [InlineData("""  "optimizer.type": { "choices": ["sgd", "momentum"] }, "optimizer.momentum": { "choices": [0.0, 0.9] }""", "space.optimizer.momentum.choices.0", "0.0 is not possible here: momentum without momentum is sgd.")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "when": { "optimizer.type": "sgd" } }""", "space.optimizer.momentum.when.optimizer.type", "is not a list of at least one value")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "when": { "optimizer.type": ["momentum"] } }""", "space.optimizer.momentum.when.optimizer.type", "The dimension is never active: `optimizer.type` is not searched, and is \"sgd\".")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "when": { "optimizer.type": ["momentun"] } }""", "space.optimizer.momentum.when.optimizer.type.0", "did you mean `momentum`?")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "when": { "optimizer.typ": ["sgd"] } }""", "space.optimizer.momentum.when.optimizer.typ", "did you mean `optimizer.type`?")]
    [InlineData("""  "optimizer.momentum": { "min": 0, "max": 0.5, "when": [] }""", "space.optimizer.momentum.when", "[] is a list; an object is needed")]
    [InlineData("""  "optimizer.momentum": { "min": 0.1, "max": 0.5, "when": { "optimizer.type": ["adam"] } }, "optimizer.type": { "choices": ["sgd"] }""", "space.optimizer.momentum.when.optimizer.type.0", "\"adam\" is not a value that `optimizer.type` can have in this space.")]
    [InlineData("""  "optimizer.momentum": { "min": 0.1, "max": 0.5, "when": { "optimizer.learningRate": [1] } }, "optimizer.learningRate": { "min": 1, "max": 2 }""", "space.optimizer.momentum.when.optimizer.learningRate", "`optimizer.learningRate` is continuous")]
    [InlineData("""  "optimizer.momentum": { "min": 0.1, "max": 0.5, "when": { "batchSize": [9] } }, "batchSize": { "min": 1, "max": 8 }""", "space.optimizer.momentum.when.batchSize.0", "9 is not a value that `batchSize` can have")]
    [InlineData("""  "batchSize": { "min": 1, "max": 8, "when": { "batchSize": [1] } }""", "space.batchSize.when", "depends on itself")]
    [InlineData("""  "optimizer.learningRate": { "min": 1, "max": 2, "min": 3 }""", "space.optimizer.learningRate.min", "The key \"min\" is there twice (first on line 5); keep one.")]
    public void A_fault_of_the_space_is_told_at_its_place(string dimension, string path, string message, int faults = 1)
    {
        StudyFileResult result = StudyFile.Read(StudyTexts.WithSpace(dimension), SampleTrainer.Port);

        Assert.Null(result.Definition);
        Assert.True(result.Faults.Count == faults, string.Join('\n', result.Faults));
        Fault fault = Assert.Single(result.Faults, f => f.Path == path);
        Assert.Equal(5, fault.Line);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"x":1,"seed":1,"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}},"name":"n"}""", "x", "\"x\" is not a key here; the keys are $schema, name, seed, objective, space, search, trainer.")]
    [InlineData("""{"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "name", "\"name\" is missing: The study's name")]
    [InlineData("""{"name":".n","space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "name", "does not start with a dot")]
    [InlineData("""{"name":"n","seed":-1,"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "seed", "-1 is out of range; it must be at least 0 and at most 9007199254740991.")]
    [InlineData("""{"name":"n","seed":9007199254740993,"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "seed", "is out of range")]
    [InlineData("""{"name":"n","trainer":{"data":{"source":"digits"}}}""", "space", "\"space\" is missing")]
    [InlineData("""{"name":"n","space":{},"trainer":{"data":{"source":"digits"}}}""", "space", "The space has 0 dimensions")]
    [InlineData("""{"name":"n","space":[],"trainer":{"data":{"source":"digits"}}}""", "space", "[] is a list; an object of dimensions")]
    [InlineData("""{"name":"n","space":null,"trainer":{"data":{"source":"digits"}}}""", "space", "null is null; an object of dimensions")]
    [InlineData("""{"name":"n","space":{"batchSize":{"min":1,"max":8}}}""", "trainer", "\"trainer\" is missing")]
    [InlineData("""{"name":"n","space":{"batchSize":{"min":1,"max":8}},"trainer":{}}""", "trainer.data", "\"data\" is missing: The samples.")]
    [InlineData("""{"name":"n","space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"idx"}}}""", "trainer.data.path", "is needed when 'source' is 'idx'.")]
    [InlineData("""{"name":"n","space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"},"command":["python3"]}}""", "trainer.command", "\"command\" is not a key here")]
    [InlineData("""{"name":"n","objective":{"metric":"accuracy"},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "objective.metric", "the metrics of this trainer are validation.accuracy, validation.loss,")]
    [InlineData("""{"name":"n","objective":{"metric":7},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "objective.metric", "7 is a number; a text is needed.")]
    [InlineData("""{"name":"n","objective":{"metric":"validation.speed"},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "objective.direction", "\"direction\" is missing; of validation.speed it is not known")]
    [InlineData("""{"name":"n","objective":{"at":"first"},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "objective.at", "\"first\" is not one of last, best.")]
    [InlineData("""{"name":"n","search":{"trials":0},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "search.trials", "0 is out of range; it must be at least 1 and at most 10000000.")]
    [InlineData("""{"name":"n","search":{"trials":1.5},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "search.trials", "1.5 is not a whole number;")]
    [InlineData("""{"name":"n","search":{"trials":true},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "search.trials", "true is true or false; a whole number is needed.")]
    [InlineData("""{"name":"n","search":{"trials":null},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "search.trials", "null is not allowed here; a whole number is needed.")]
    [InlineData("""{"name":"n","search":{"tuner":{"type":"bayes"}},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "search.tuner.type", "\"bayes\" is not one of random, grid, narrowing, tpe, sobol, gp, smac, cma_es, cost_frugal, auto")]
    [InlineData("""{"name":"n","search":{"tuner":{"type":"random","rounds":3}},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""", "search.tuner.rounds", "\"rounds\" is not a key here; the keys are type.")]
    [InlineData("[]", "", "[] is a list; an object is needed.")]
    [InlineData("", "", "The text is empty.")]
    [InlineData(" // nothing\n", "", "This is not JSON")]
    [InlineData("""{"name":NaN}""", "name", "This is not JSON")]
    [InlineData("""{"name":"n"} {""", "", "This is not JSON")]
    [InlineData("""{"name":"\ud800"}""", "name", "half of a surrogate pair")]
    public void A_fault_of_the_file_is_told_at_its_place(string text, string path, string message)
    {
        StudyFileResult result = StudyFile.Read(text, SampleTrainer.Port);

        Assert.Null(result.Definition);
        Assert.True(result.Faults.Count == 1, string.Join('\n', result.Faults));
        Assert.Equal(path, result.Faults[0].Path);
        Assert.Contains(message, result.Faults[0].Message, StringComparison.Ordinal);
        Assert.InRange(result.Faults[0].Line, 1, 2);
    }

    [Fact]
    public void A_metric_that_is_not_measured_is_told_beside_another_fault_of_its_section()
    {
        const string Text = """{"name":"n","objective":{"metric":"validation.acuracy","direction":"maximise"},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""";
        Assert.Collection(
            StudyFile.Read(Text, SampleTrainer.Port).Faults,
            metric => Assert.EndsWith("did you mean `validation.accuracy`?", metric.Message, StringComparison.Ordinal),
            direction => Assert.EndsWith("(did you mean `maximize`?).", direction.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(""" "network": { "hidden": [0], "activaton": "relu" } """, "trainer.network.hidden", "trainer.network.activaton")]
    [InlineData(""" "data": { "source": "idx", "samples": 100, "size": 3 } """, "trainer.data.size")] // the path may be what "size" was to be
    [InlineData(""" "data": { "source": "idx", "samples": 1 } """, "trainer.data.samples")] // the source may be right or wrong, but another value is not known
    [InlineData(""" "optimizer": { "type": "momentum", "momentum": 0 }, "speed": 1 """, "trainer.optimizer.momentum", "trainer.speed")]
    [InlineData(""" "optimizer": { "type": "momentum", "momentum": 0, "learningRate": 0 }, "speed": 1 """, "trainer.optimizer.learningRate", "trainer.speed")]
    public void Rules_over_several_members_are_told_beside_other_faults_where_the_members_are_known(string trainer, params string[] paths)
    {
        string data = trainer.Contains("\"data\"", StringComparison.Ordinal) ? "" : "\"data\":{\"source\":\"digits\"},";
        string text = "{\"name\":\"n\",\"space\":{\"batchSize\":{\"min\":1,\"max\":8}},\"trainer\":{" + data + trainer + "}}";
        Assert.Equal(paths, StudyFile.Read(text, SampleTrainer.Port).Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Tuners_for_programs_that_use_the_library_are_not_offered_to_files()
    {
        const string Text = """{"name":"n","search":{"tuner":{"type":"own1"}},"space":{"batchSize":{"min":1,"max":8}},"trainer":{"data":{"source":"digits"}}}""";
        string message = Assert.Single(StudyFile.Read(Text, SampleTrainer.Port).Faults).Message;
        Assert.Contains("cost_frugal, auto", message, StringComparison.Ordinal);
        Assert.DoesNotContain(" own", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_file_are_told_at_once_in_the_order_of_its_lines()
    {
        const string Text = """
            {
              "nam": "x",
              "seed": "one",
              "objective": { "metric": "accuracy" },
              "space": {
                "optimizer.learningRate": { "min": 0, "max": 1,
                                            "scale": "log" },
                "batchSize": { "min": 10,
                               "max": 5 },
                "network.activation": { "choices": ["relu",
                                                    "gelu"] },
                "epochs": { "min": 1, "max": 5, "when": { "network.bias": [false] } }
              },
              "search": {
                "tuner": { "type": "bayes" },
                "trials": -5
              },
              "trainer": {
                "data": { "source": "digits", "samples": 1 },
                "network": { "hidden": [10, "x"] },
                "epochs": 0
              }
            }
            """;

        StudyFileResult result = StudyFile.Read(Text, SampleTrainer.Port);

        Assert.Equal(
            [
                "1 name", "2 nam", "3 seed", "4 objective.metric", "6 space.optimizer.learningRate.min", "8 space.batchSize.min", "11 space.network.activation.choices.1",
                "15 search.tuner.type", "16 search.trials", "19 trainer.data.samples", "20 trainer.network.hidden.1", "21 trainer.epochs",
            ],
            result.Faults.Select(f => $"{f.Line} {f.Path}"));
    }

    [Fact]
    public void What_only_the_whole_section_shows_is_told_together_with_the_faults_of_other_dimensions()
    {
        StudyFileResult result = StudyFile.Read(
            StudyTexts.WithSpace("\"network.hidden.0\": { \"min\": 0, \"max\": 5 }, \"epochs\": { \"min\": 2, \"max\": 1 }"), SampleTrainer.Port);
        Assert.Equal(["space.network.hidden.0.min", "space.epochs.min"], result.Faults.Select(f => f.Path));
    }

    [Fact]
    public void A_fault_reads_as_one_line_with_place_value_and_what_is_allowed()
    {
        Fault fault = StudyFile.Read(StudyTexts.WithSpace("\"optimizer.learningRate\": { \"min\": -1, \"max\": 1, \"scale\": \"log\" }"), SampleTrainer.Port).Faults.Single();

        Assert.Equal("study.json:5: space.optimizer.learningRate.min: -1 is not above 0; a log scale needs a minimum above 0.", $"study.json:{fault}");
        Assert.Equal("-1", fault.Value);
        Assert.Equal(40, fault.Column);
    }

    [Fact]
    public void A_column_counts_characters_not_bytes()
    {
        Fault fault = Assert.Single(StudyFile.Read("""{ "naïve☃": 1 }""", SampleTrainer.Port).Faults, f => f.Path == "naïve☃");
        Assert.Equal((1, 3), (fault.Line, fault.Column));
        fault = Assert.Single(StudyFile.Read("""{ /* ☃ */ "x": 1 }""", SampleTrainer.Port).Faults, f => f.Path == "x");
        Assert.Equal((1, 11), (fault.Line, fault.Column));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_a_fault_with_the_line_of_the_first_wrong_byte()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(StudyTexts.Example);
        bytes[StudyTexts.Example.IndexOf("mnist-narrowing", StringComparison.Ordinal)] = 0xFF;

        Fault fault = Assert.Single(StudyFile.Read(bytes, SampleTrainer.Port).Faults);

        Assert.Equal((3, 12), (fault.Line, fault.Column));
        Assert.Equal("The text is not valid UTF-8.", fault.Message);
    }

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        IReadOnlyList<Fault> faults = StudyFile.Read("{\"\\u001b[31m\": 1, \"name\": \"\\u001b[2J\u009b\", \"seed\": \"\u009b\"}", SampleTrainer.Port).Faults;
        Assert.DoesNotContain(faults.SelectMany(f => f.ToString() + f.Value), char.IsControl);
    }

    [Fact]
    public void Long_values_are_shortened()
    {
        Fault fault = Assert.Single(StudyFile.Read($"{{\"seed\": \"{new string('☃', 100_000)}\"}}", SampleTrainer.Port).Faults, f => f.Path == "seed");
        Assert.InRange(fault.Value!.Length, 50, 61);
        Assert.InRange(fault.Message.Length, 50, 150);
    }

    [Fact]
    public void More_faults_than_anyone_reads_are_counted()
    {
        string keys = string.Join(",", Enumerable.Range(0, 5000).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"k{i}\":{i}")));
        IReadOnlyList<Fault> faults = StudyFile.Read($"{{{keys}}}", SampleTrainer.Port).Faults;
        Assert.Equal(1001, faults.Count);
        Assert.Contains("4003 more faults follow", faults[^1].Message, StringComparison.Ordinal);
    }
}
