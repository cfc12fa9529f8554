using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Cli.Init;

/// <summary>A new study file with comments that say what can be changed.</summary>
internal static class StudyDraft
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's text.</summary>
    public static string Of(InitAnswers answers) => answers.Program is { } program ? OfProgram(answers, program) : OfNetwork(answers, answers.Data!);

    private static string OfNetwork(InitAnswers answers, DataGuess data)
    {
        string objective = data.IsRegression
            ? """{ "metric": "validation.rmse", "direction": "minimize", "at": "last" }"""
            : """{ "metric": "validation.accuracy", "direction": "maximize", "at": "last" }""";
        bool narrows = answers.Tuner == "narrowing";
        string limits = narrows ? """, "limits": { "min": 1e-6, "max": 10 }""" : "";
        string remark = data.Remark is { } text ? $"    // {char.ToUpperInvariant(text[0])}{text[1..]}.\n" : data.Section["source"]!.GetValue<string>() == "digits"
            ? "    // digits: drawn by the program. MNIST: { \"source\": \"idx\", \"path\": \"mnist\" } after `hypersearch data mnist`.\n" : "";
        return $$"""
            {{Head(answers)}}
              // What is optimised, and which epoch of a trial counts (last or best).
              "objective": {{objective}},

              // A key is a path into `trainer` below. Scales: linear, log, reverse_log (for momentum: 0.9, 0.99, 0.999 equally far apart).
            {{(narrows ? "  // `limits` is how far the narrowing tuner may widen a range; without it a range only narrows.\n" : "")}}  "space": {
                "optimizer.learningRate": { "min": 1e-4, "max": 1e-1, "scale": "log"{{limits}} },
                "optimizer.weightDecay": { "min": 1e-8, "max": 1e-2, "scale": "log" },
                "network.hidden.0": { "min": 16, "max": 128, "scale": "log" },
                "optimizer.type": { "choices": ["sgd", "momentum", "adam"] },
                "optimizer.momentum": { "min": 0.5, "max": 0.99, "scale": "reverse_log", "when": { "optimizer.type": ["momentum"] } }
              },

            {{Search(answers)}}
              "trainer": {
            {{remark}}    "data": {{Json(data.Section)}},
                "network": { "hidden": [64], "activation": "relu", "initializer": "he" },
            {{(data.IsRegression ? "    \"loss\": \"mean_squared_error\",\n" : "")}}    "optimizer": { "type": "sgd", "learningRate": 0.01 },
                "batchSize": 32,
                "epochs": 10
              }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string OfProgram(InitAnswers answers, ProgramLine program)
    {
        var space = new StringBuilder();
        for (int i = 0; i < program.Names.Count; i++)
        {
            space.Append(CultureInfo.InvariantCulture, $"    {Json(program.Names[i])}: {ProgramLine.RangeOf(program.Names[i])}{(i < program.Names.Count - 1 ? ",\n" : "")}");
        }

        string direction = answers.Metric.Contains("loss", StringComparison.OrdinalIgnoreCase) || answers.Metric.Contains("err", StringComparison.OrdinalIgnoreCase) || answers.Metric.Contains("rmse", StringComparison.OrdinalIgnoreCase)
            ? "minimize" : "maximize";
        return $$"""
            {{Head(answers)}}
              // The number that the program prints and that is optimised, and whether more or less of it is better (maximize or minimize).
              "objective": { "metric": {{Json(answers.Metric)}}, "direction": "{{direction}}" },

              // The names between braces in `command`. The ranges are guesses by their names: look at each of them. Scales: linear, log, reverse_log; or "choices": [...].
              "space": {
            {{space}}
              },

            {{Search(answers)}}
              "trainer": {
                // Arguments are passed as they are, never through a shell. The program prints a line an epoch, such as {{Json(new JsonObject { ["epoch"] = 3, [answers.Metric] = 0.91 })}},
                // or its result alone as the last line; it takes its seed from the environment variable HYPERSEARCH_SEED.
                "command": {{Json(new JsonArray([.. program.Words.Select(w => (JsonNode)w)]))}},
                "epochs": 10, // at most; it may end earlier
                "timeout": { "trial": 3600 } // seconds; a run that takes longer is killed and counts as a failed attempt
              }
            }

            """.ReplaceLineEndings("\n");
    }

    private static string Head(InitAnswers answers) => $$"""
        // A study: what is searched, how, and what is trained. `hypersearch run` this file as it is, then change it.
        // `hypersearch validate` names every fault with its line, and gives hints.
        {
          "name": {{Json(answers.Name)}},
          "seed": 1,

        """.ReplaceLineEndings("\n");

    private static string Search(InitAnswers answers)
    {
        // More at once than a quarter of them, and too little is known in time.
        int together = Math.Clamp(answers.Trials / 4, 1, 4);
        string tuner = answers.Tuner switch { "narrowing" => """{ "type": "narrowing", "rounds": 3 }""", var type => $$"""{ "type": "{{type}}" }""" };
        return $$"""
              "search": {
                "tuner": {{tuner}}, // `hypersearch tuners` lists all
                "trials": {{answers.Trials}}, // in all: running the study again finishes what is missing
                "maxConcurrentTrials": {{together}}, // part of the result; the number of workers is not
                "confirm": { "top": {{Math.Min(3, answers.Trials)}}, "seeds": 5 } // the best again, each on five fresh seeds
              },

            """.ReplaceLineEndings("\n");
    }

    /// <summary>JSON with a blank behind each comma and colon, as the rest of the file has it.</summary>
    private static string Json(JsonNode node) => node switch
    {
        JsonObject o => $"{{ {string.Join(", ", o.Select(m => $"{Json(m.Key)}: {Json(m.Value!)}"))} }}",
        JsonArray a => $"[{string.Join(", ", a.Select(item => Json(item!)))}]",
        _ => node.ToJsonString(Plain),
    };
}
