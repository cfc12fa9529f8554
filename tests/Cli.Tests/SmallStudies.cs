using System.Globalization;

namespace HyperSearch.Cli.Tests;

/// <summary>Study files that run in a second or few.</summary>
internal static class SmallStudies
{
    public const string Narrowing = """{ "type": "narrowing", "rounds": 3 }""";

    /// <summary>Whole lists as choices, a condition, batches: trials of unequal cost.</summary>
    public const string ListSpace = """
        "optimizer.learningRate": { "min": 1e-4, "max": 1e-1, "scale": "log", "limits": { "min": 1e-6, "max": 10 } },
        "network.hidden": { "choices": [[8], [32], [16, 16]] },
        "batchSize": { "min": 5, "max": 40, "step": 5 },
        "optimizer.type": { "choices": ["sgd", "momentum"] },
        "optimizer.momentum": { "min": 0.5, "max": 0.99, "scale": "reverse_log", "when": { "optimizer.type": ["momentum"] } }
        """;

    /// <summary>The first layer's size, batches: trials of unequal cost.</summary>
    public const string SizeSpace = """
        "optimizer.learningRate": { "min": 1e-4, "max": 1e-1, "scale": "log", "limits": { "min": 1e-6, "max": 10 } },
        "network.hidden.0": { "min": 4, "max": 64, "scale": "log" },
        "batchSize": { "choices": [5, 10, 40] }
        """;

    public const string RateSpace = """
        "optimizer.learningRate": { "min": 1e-3, "max": 1e-1, "scale": "log" }
        """;

    /// <summary>A study file. With 24 trials it takes about a second.</summary>
    public static string Text(string tuner = Narrowing, string space = ListSpace, int trials = 24, int epochs = 4, int samples = 200, string? confirm = """{ "top": 2, "seeds": 2 }""", string hidden = "[8]", string? pruner = null) =>
        string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "name": "small", "seed": 3,
          "space": { {{space}} },
          "search": { "tuner": {{tuner}}, "trials": {{trials}}{{(confirm is null ? "" : $", \"confirm\": {confirm}")}}{{(pruner is null ? "" : $", \"pruner\": {pruner}")}} },
          "trainer": { "data": { "source": "digits", "samples": {{samples}} }, "network": { "hidden": {{hidden}} }, "epochs": {{epochs}} }
        }
        """);

    /// <summary>A study of some seconds, to be disturbed.</summary>
    public static string LongText() => Text(trials: 40, epochs: 40, samples: 400);

    /// <summary>Two trials of about a second each and hundreds of epochs.</summary>
    public static string SlowText() => Text("""{ "type": "random" }""", RateSpace, trials: 2, epochs: 400, samples: 400, confirm: null, hidden: "[32]");

    /// <summary>A study that is still running when it is looked at, however slow the machine is.</summary>
    public static string EndlessText() => Text(trials: 5000, epochs: 20, samples: 400);
}
