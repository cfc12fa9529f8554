namespace HyperSearch.Search.Tests.StudyFiles;

/// <summary>Study files for tests.</summary>
internal static class StudyTexts
{
    /// <summary>The example of the design, word for word.</summary>
    public const string Example = """
        {
          "$schema": "../study.schema.json",
          "name": "mnist-narrowing",
          "seed": 1,
          "objective": { "metric": "validation.accuracy", "direction": "maximize", "at": "last" },
          "space": {
            "optimizer.learningRate": { "min": 1e-6, "max": 1e-2, "scale": "log", "limits": { "min": 1e-7, "max": 10 } },
            "optimizer.weightDecay":  { "min": 1e-8, "max": 1e-4, "scale": "log" }
          },
          "search": {
            "tuner": { "type": "narrowing", "rounds": 3 },
            "pruner": { "type": "none" },
            "trials": 100,
            "maxConcurrentTrials": 4,
            "confirm": { "top": 3, "seeds": 5 }
          },
          "trainer": {
            "data":      { "source": "idx", "path": "mnist", "samples": 500, "validation": 0.2 },
            "network":   { "hidden": [100, 100, 100, 100, 100, 100], "activation": "relu", "initializer": "he" },
            "optimizer": { "type": "sgd", "learningRate": 0.01, "weightDecay": 0 },
            "batchSize": 100,
            "epochs": 50
          }
        }
        """;

    /// <summary>A study with every kind of dimension, a condition of either kind, comments and trailing commas.</summary>
    public const string Rich = """
        // A study with everything.
        {
          "name": "rich_1.0", "seed": 9007199254740991,
          "objective": { "metric": "validation.loss", "at": "best", },
          "space": {
            "optimizer.learningRate": { "min": 1e-5, "max": 1, "scale": "log", "limits": { "min": 1e-6, "max": 10 } }, /* widened */
            "optimizer.type": { "choices": ["sgd", "momentum", "adam"] },
            "optimizer.momentum": { "min": 0.5, "max": 0.999, "scale": "reverse_log", "when": { "optimizer.type": ["momentum"], "network.bias": [true] } },
            "optimizer.weightDecay": { "min": 0, "max": 0.5, "step": 0.1 },
            "network.hidden": { "choices": [[], [10], [10, 20]], "ordered": true },
            "network.activation": { "choices": ["relu", "leaky_relu"] },
            "batchSize": { "min": 16, "max": 64, "step": 16, "limits": { "min": 1, "max": 128 } },
            "schedule": { "choices": [null, { "type": "step", "stepEpochs": 1e1 }] },
          },
          "search": { "tuner": { "type": "tpe", "goodShare": 0.2 }, "trials": 40 },
          "trainer": { "data": { "source": "digits", "samples": null } },
        }
        """;

    /// <summary>A file with one dimension, whose text is given.</summary>
    public static string WithSpace(string space, string trainer = "\"data\": { \"source\": \"digits\" }") => $$"""
        {
          "name": "s",
          "trainer": { {{trainer}} },
          "space": {
            {{space}}
          }
        }
        """;
}
