using System.Text.Json;
using HyperSearch.Search.Coordination;

namespace HyperSearch.Search.Journals;

/// <summary>
/// Reads the records that every trial has, in the form in which they are written; anything else is left to the serializer, which takes several times as long. What is read here,
/// the serializer reads alike.
/// </summary>
/// <remarks>For one reader of one journal: the names of metrics, which are the same in every epoch, are kept.</remarks>
internal sealed class FrequentRecordReader
{
    private const int MostNames = 64;
    private static readonly string[] Outcomes = Enum.GetNames<Outcome>();
    private readonly List<string> names = [];

    /// <summary>The record; null where it is of another kind or another form.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not UTF-8.</exception>
    public Record? TryRead(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        if (!Next(ref json, JsonTokenType.StartObject) || !Name(ref json, "type"u8) || !Next(ref json, JsonTokenType.String))
        {
            return null;
        }

        Record? record = json.ValueTextEquals("epoch"u8) ? Epoch(ref json)
            : json.ValueTextEquals("attempt"u8) ? Attempt(ref json)
            : json.ValueTextEquals("result"u8) ? Result(ref json)
            : json.ValueTextEquals("proposal"u8) ? Proposal(ref json)
            : null;
        return record is not null && json.TokenType == JsonTokenType.EndObject && !json.Read() ? record : null;
    }

    private EpochReported? Epoch(ref Utf8JsonReader json)
    {
        if (!Long(ref json, "n"u8, out long number) || !Long(ref json, "at"u8, out long at) || !Int(ref json, "trial"u8, out int trial) || !Int(ref json, "repeat"u8, out int repeat)
            || !Int(ref json, "attempt"u8, out int attempt) || !Int(ref json, "epoch"u8, out int epoch) || !Name(ref json, "metrics"u8) || Metrics(ref json) is not { } metrics
            || !Text(ref json, "digest"u8, out string digest) || !json.Read())
        {
            return null;
        }

        bool? isLast = null;
        if (Is(ref json, "isLast"u8))
        {
            if (!json.Read() || json.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            {
                return null;
            }

            isLast = json.GetBoolean();
            json.Read();
        }

        Dictionary<string, IReadOnlyList<double>>? layers = null;
        if (Is(ref json, "layers"u8) && ((layers = Layers(ref json)) is null || !json.Read()))
        {
            return null;
        }

        TrialDiagnosis? diagnosis = null;
        if (Is(ref json, "diagnosis"u8))
        {
            if (!Next(ref json, JsonTokenType.StartObject) || !Text(ref json, "verdict"u8, out string verdict) || !Text(ref json, "evidence"u8, out string evidence)
                || !Next(ref json, JsonTokenType.EndObject) || !json.Read())
            {
                return null;
            }

            diagnosis = new TrialDiagnosis(verdict, evidence);
        }

        return new EpochReported(trial, repeat, attempt, epoch, metrics, digest, isLast, layers, diagnosis) { Number = number, At = at };
    }

    private static AttemptStarted? Attempt(ref Utf8JsonReader json) =>
        Long(ref json, "n"u8, out long number) && Long(ref json, "at"u8, out long at) && Int(ref json, "trial"u8, out int trial) && Int(ref json, "repeat"u8, out int repeat)
        && Int(ref json, "attempt"u8, out int attempt) && Text(ref json, "worker"u8, out string worker) && json.Read()
            ? new AttemptStarted(trial, repeat, attempt, worker) { Number = number, At = at } : null;

    private static TrialProposed? Proposal(ref Utf8JsonReader json)
    {
        if (!Long(ref json, "n"u8, out long number) || !Long(ref json, "at"u8, out long at) || !Int(ref json, "trial"u8, out int trial) || !Int(ref json, "round"u8, out int round)
            || !Name(ref json, "parameters"u8))
        {
            return null;
        }

        JsonElement parameters = JsonElement.ParseValue(ref json);
        return Long(ref json, "start"u8, out long start) && Long(ref json, "cost"u8, out long cost) && Int(ref json, "epochs"u8, out int epochs) && json.Read()
            ? new TrialProposed(trial, round, parameters, start, cost, epochs) { Number = number, At = at } : null;
    }

    private static TrialEnded? Result(ref Utf8JsonReader json)
    {
        if (!Long(ref json, "n"u8, out long number) || !Long(ref json, "at"u8, out long at) || !Int(ref json, "trial"u8, out int trial) || !Int(ref json, "repeat"u8, out int repeat)
            || !Name(ref json, "outcome"u8) || !Next(ref json, JsonTokenType.String) || OutcomeOf(ref json) is not { } outcome || !Int(ref json, "epochs"u8, out int epochs) || !json.Read())
        {
            return null;
        }

        double? value = null;
        if (Is(ref json, "value"u8))
        {
            if (!json.Read() || !TryDouble(ref json, out double objective) || !json.Read())
            {
                return null;
            }

            value = objective;
        }

        // Reasons and forecasts of pruners are left to the serializer.
        return new TrialEnded(trial, repeat, outcome, epochs, value) { Number = number, At = at };
    }

    private static Outcome? OutcomeOf(ref Utf8JsonReader json)
    {
        for (int i = 0; i < Outcomes.Length; i++)
        {
            if (json.ValueTextEquals(Outcomes[i]))
            {
                return (Outcome)i;
            }
        }

        return null;
    }

    private Dictionary<string, double>? Metrics(ref Utf8JsonReader json)
    {
        if (!Next(ref json, JsonTokenType.StartObject))
        {
            return null;
        }

        var metrics = new Dictionary<string, double>(1);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = NameHere(ref json);
            if (!json.Read() || !TryDouble(ref json, out double value))
            {
                return null;
            }

            metrics[name] = value;
        }

        return metrics;
    }

    private Dictionary<string, IReadOnlyList<double>>? Layers(ref Utf8JsonReader json)
    {
        if (!Next(ref json, JsonTokenType.StartObject))
        {
            return null;
        }

        var layers = new Dictionary<string, IReadOnlyList<double>>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = NameHere(ref json);
            if (!Next(ref json, JsonTokenType.StartArray))
            {
                return null;
            }

            var values = new List<double>();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (!TryDouble(ref json, out double value))
                {
                    return null;
                }

                values.Add(value);
            }

            layers[name] = values;
        }

        return layers;
    }

    /// <summary>The name that the reader stands at, as one text for all records.</summary>
    private string NameHere(ref Utf8JsonReader json)
    {
        foreach (string known in names)
        {
            if (json.ValueTextEquals(known))
            {
                return known;
            }
        }

        string name = json.GetString()!;
        if (names.Count < MostNames)
        {
            names.Add(name);
        }

        return name;
    }

    private static bool Next(ref Utf8JsonReader json, JsonTokenType type) => json.Read() && json.TokenType == type;

    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(name);

    private static bool Name(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.Read() && Is(ref json, name);

    private static bool Int(ref Utf8JsonReader json, ReadOnlySpan<byte> name, out int value)
    {
        value = 0;
        return Name(ref json, name) && Next(ref json, JsonTokenType.Number) && json.TryGetInt32(out value);
    }

    private static bool Long(ref Utf8JsonReader json, ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        return Name(ref json, name) && Next(ref json, JsonTokenType.Number) && json.TryGetInt64(out value);
    }

    private static bool Text(ref Utf8JsonReader json, ReadOnlySpan<byte> name, out string value)
    {
        bool isText = Name(ref json, name) && Next(ref json, JsonTokenType.String);
        value = isText ? json.GetString()! : "";
        return isText;
    }

    /// <summary>The number that the reader stands at, or the word for what JSON has no number for.</summary>
    private static bool TryDouble(ref Utf8JsonReader json, out double value)
    {
        value = json.TokenType != JsonTokenType.String ? 0
            : json.ValueTextEquals("NaN"u8) ? double.NaN
            : json.ValueTextEquals("Infinity"u8) ? double.PositiveInfinity
            : json.ValueTextEquals("-Infinity"u8) ? double.NegativeInfinity : 0;
        return json.TokenType == JsonTokenType.Number ? json.TryGetDouble(out value) : value != 0;
    }
}
