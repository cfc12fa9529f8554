using System.Globalization;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.TestKit;

/// <summary>Small studies of the <see cref="ToyTrainer"/>.</summary>
public static class ToyStudies
{
    /// <summary>The tuners, as a study file writes them; a new one is one line here.</summary>
    public static readonly string[] Tuners =
    [
        """{ "type": "random" }""",
        """{ "type": "grid", "points": 3 }""",
        """{ "type": "narrowing", "rounds": 3 }""",
        """{ "type": "tpe", "startTrials": 5 }""",
        """{ "type": "cost_frugal", "patience": 3 }""",
        """{ "type": "smac", "startTrials": 5, "candidates": 10 }""",
    ];

    /// <summary>The pruners, as a study file writes them, set so that they stop trials of six epochs; a new one is one line here.</summary>
    public static readonly string[] Pruners =
    [
        """{ "type": "curve", "startTrials": 3, "warmupEpochs": 1 }""",
        """{ "type": "median", "startTrials": 3 }""",
        """{ "type": "percentile", "percentile": 40, "startTrials": 2, "warmupEpochs": 1 }""",
        """{ "type": "asha", "factor": 2 }""",
        """{ "type": "hyperband", "factor": 2 }""",
        """{ "type": "threshold", "lower": 0.6, "warmupEpochs": 2 }""",
        """{ "type": "patience", "epochs": 2, "minDelta": 0.05 }""",
        """{ "type": "wilcoxon", "significance": 0.13 }""",
    ];

    /// <summary>Rates, integers, a condition, and sizes that make trials cost unequally.</summary>
    public const string MixedSpace = """
        "optimizer.learningRate": { "min": 1e-4, "max": 1, "scale": "log", "limits": { "min": 1e-5, "max": 10 } },
        "optimizer.type": { "choices": ["sgd", "momentum"] },
        "optimizer.momentum": { "min": 0.5, "max": 0.99, "scale": "reverse_log", "when": { "optimizer.type": ["momentum"] } },
        "network.hidden.0": { "min": 8, "max": 256, "scale": "log", "integer": true },
        "batchSize": { "min": 20, "max": 100, "step": 20 }
        """;

    /// <summary>One rate.</summary>
    public const string RateSpace = """
        "optimizer.learningRate": { "min": 1e-4, "max": 0.1, "scale": "log" }
        """;

    /// <summary>A study; what is not said has the value of the study file's default or of the toy.</summary>
    public static StudyDefinition Read(
        string tuner, int trials, int v = 4, string space = MixedSpace, string? confirm = null, ulong seed = 1, string name = "toy", string path = "data", int attempts = 3, int epochs = 6, string? pruner = null, string? search = null)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "{{name}}", "seed": {{seed}},
              "space": { {{space}} },
              "search": { "tuner": {{tuner}}, "trials": {{trials}}, "maxConcurrentTrials": {{v}}, "attempts": {{attempts}}{{(confirm is null ? "" : $", \"confirm\": {confirm}")}}{{(pruner is null ? "" : $", \"pruner\": {pruner}")}}{{(search is null ? "" : $", {search}")}} },
              "trainer": { "data": { "path": "{{path}}", "fingerprint": "f" }, "epochs": {{epochs}} }
            }
            """);
        StudyFileResult result = StudyFile.Read(text, ToyTrainer.Port);
        return result.Definition ?? throw new InvalidOperationException(string.Join("; ", result.Faults));
    }
}
