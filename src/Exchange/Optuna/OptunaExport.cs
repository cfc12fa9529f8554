using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HyperSearch.Search.Coordination;
using HyperSearch.Search.Imports;
using HyperSearch.Search.Journals;
using HyperSearch.Search.Spaces;
using HyperSearch.Search.Studies;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Exchange.Optuna;

/// <summary>
/// Writes a study as a journal file that Optuna reads (<c>JournalFileStorage</c>, since 4.0 <c>JournalFileBackend</c>): study and trials with all that Optuna has words for, and in user
/// attributes named <c>hypersearch:</c> what it has none for. A diverged trial is a failed one there, as Optuna itself records an objective that is not a number.
/// </summary>
public static class OptunaExport
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the journal file.</summary>
    public static void Write(StudyFacts study, TextWriter output)
    {
        StudyDefinition definition = study.State.Definition;
        output.Write(Line(OptunaOperation.CreateStudy, json =>
        {
            json.WriteString("study_name", (definition.IsImported ? ImportedTrainer.SourceOf(definition).Study : null) ?? definition.Name);
            json.WriteStartArray("directions");
            json.WriteNumberValue((int)(definition.Objective.Direction == Direction.Maximize ? OptunaDirection.Maximize : OptunaDirection.Minimize));
            json.WriteEndArray();
        }));
        foreach ((string key, JsonNode? value) in AttributesOf(study.State))
        {
            output.Write(Line(OptunaOperation.SetStudyUserAttribute, json =>
            {
                json.WriteNumber("study_id", 0);
                json.WritePropertyName("user_attr");
                new JsonObject { [key] = value?.DeepClone() }.WriteTo(json);
            }));
        }

        string[] distributions = [.. definition.Space.Dimensions.Select(OptunaDistribution.Of)];
        IReadOnlyList<Confirmation> confirmed = Confirmation.Of(study.State);
        foreach (Trial trial in study.State.Trials)
        {
            JsonObject attributes = AttributesOf(study, trial, confirmed.FirstOrDefault(c => c.Trial == trial));
            output.Write(Line(OptunaOperation.CreateTrial, json => WriteTrial(json, study, trial, attributes, distributions)));
        }
    }

    /// <summary>Makes sure that a file which is there may be replaced: one that Optuna has gone on with holds what is nowhere else.</summary>
    /// <exception cref="ExchangeException">It is not an export that nobody has touched.</exception>
    public static void CheckReplaceable(string file)
    {
        const string ours = "{\"op_code\":";
        if (File.Exists(file) && new FileInfo(file).Length > 0 && !file.StartsWith("/dev/", StringComparison.Ordinal)
            && !File.ReadLines(file).All(line => line.StartsWith(ours, StringComparison.Ordinal) && line.Contains($"\"worker_id\":\"{OptunaWords.Worker}\"", StringComparison.Ordinal)))
        {
            throw new ExchangeException($"--out {file}: this file is there already, and not all of it was exported from here; it is not overwritten. Choose another file.");
        }
    }

    private static string Line(OptunaOperation operation, Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("op_code", (int)operation);
            json.WriteString("worker_id", OptunaWords.Worker);
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    private static JsonObject AttributesOf(StudyState state)
    {
        JsonObject file = StudyFile.Write(state.Definition);
        return new JsonObject
        {
            [OptunaWords.Metric] = state.Definition.Objective.Metric,
            [OptunaWords.At] = file["objective"]!["at"]!.DeepClone(),
            [OptunaWords.Seed] = state.Definition.Seed,
            [OptunaWords.Hash] = StudyHash.Of(state),
            [OptunaWords.Space] = file["space"]!.DeepClone(),
        };
    }

    private static JsonObject AttributesOf(StudyFacts study, Trial trial, Confirmation? confirmed)
    {
        var attributes = new JsonObject
        {
            [OptunaWords.Trial] = trial.Number,
            [OptunaWords.Seed] = study.State.Definition.Seed,
            [OptunaWords.Round] = trial.Round,
            [OptunaWords.Epochs] = trial.Work.Epochs,
        };
        void Add(string key, JsonNode? value)
        {
            if (value is not null)
            {
                attributes[key] = value;
            }
        }

        Add(OptunaWords.Outcome, trial.Work.Outcome?.ToString().ToLowerInvariant());
        Add(OptunaWords.Why, study.Of(trial).Why);
        Add(OptunaWords.Diagnosis, trial.Work.Diagnosis?.Verdict);
        Add(OptunaWords.Evidence, trial.Work.Diagnosis?.Evidence);
        Add(OptunaWords.Verdict, confirmed?.Verdict);
        Add(OptunaWords.Mean, confirmed?.Mean);
        Add(OptunaWords.Interval, confirmed?.Interval is { } interval ? new JsonArray(interval.Low, interval.High) : null);
        return attributes;
    }

    private static void WriteTrial(Utf8JsonWriter json, StudyFacts study, Trial trial, JsonObject attributes, string[] distributions)
    {
        WorkFacts facts = study.Of(trial);
        Space space = trial.Parameters.Space;
        OptunaState state = StateOf(trial.Work);
        int[] active = [.. Enumerable.Range(0, space.Dimensions.Count).Where(trial.Parameters.IsActive)];
        (string Step, double Value)[] curve = [.. CurveOf(facts, study.State.Definition)];
        json.WriteNumber("study_id", 0);
        json.WriteString("datetime_start", TimeOf(facts.Began));
        if (facts.Ended is not null)
        {
            json.WriteString("datetime_complete", TimeOf(facts.Ended));
        }

        json.WriteNumber("state", (int)state);
        json.WritePropertyName("value");
        if ((state == OptunaState.Pruned && curve is [.., (_, var last)] && !double.IsNaN(last) ? last : trial.Work.Value) is { } value)
        {
            PythonJson.WriteFloat(json, value);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteNull("values");
        json.WriteStartObject("distributions");
        foreach (int d in active)
        {
            json.WriteString(space.Dimensions[d].Path, distributions[d]);
        }

        json.WriteEndObject();
        json.WriteStartObject("params");
        foreach (int d in active)
        {
            // A choice by its index, a number as it is.
            json.WritePropertyName(space.Dimensions[d].Path);
            PythonJson.WriteFloat(json, trial.Parameters[d]);
        }

        json.WriteEndObject();
        json.WritePropertyName("user_attrs");
        attributes.WriteTo(json);
        json.WriteStartObject("system_attrs");
        json.WriteEndObject();
        json.WriteStartObject("intermediate_values");
        foreach ((string step, double y) in curve)
        {
            json.WritePropertyName(step);
            PythonJson.WriteFloat(json, y);
        }

        json.WriteEndObject();
    }

    private static OptunaState StateOf(Work work) => work.Outcome switch
    {
        Outcome.Completed => OptunaState.Complete,
        Outcome.Pruned => OptunaState.Pruned,
        Outcome.Diverged or Outcome.Failed => OptunaState.Fail,
        _ => work.Attempt > 0 ? OptunaState.Running : OptunaState.Waiting,
    };

    /// <summary>The objective by epoch, or by the step that an imported trial had it at.</summary>
    private static IEnumerable<(string Step, double Value)> CurveOf(WorkFacts facts, StudyDefinition study)
    {
        foreach (EpochReported epoch in facts.Epochs.Where(e => e.Metrics.ContainsKey(study.Objective.Metric)))
        {
            bool hasStep = study.IsImported && study.Objective.Metric != ImportedTrainer.StepMetric; // else that is what was measured
            long step = hasStep && epoch.Metrics.TryGetValue(ImportedTrainer.StepMetric, out double there) ? (long)there : epoch.Epoch;
            yield return (step.ToString(CultureInfo.InvariantCulture), facts.Work.Values[epoch.Epoch - 1]);
        }
    }

    /// <summary>Optuna's times are those of the clock on the wall, without a zone.</summary>
    private static string? TimeOf(long? milliseconds) =>
        milliseconds is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at).ToLocalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture) : null;
}
