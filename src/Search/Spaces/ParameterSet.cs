using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HyperSearch.Search.Spaces;

/// <summary>Values for every active dimension of a space. Two sets are equal when they have the same active dimensions and the same values to the bit.</summary>
public sealed class ParameterSet : IEquatable<ParameterSet>
{
    private const int InitialBytes = 128;
    private readonly double[] values;

    /// <summary>A set of values.</summary>
    /// <param name="space">The space they belong to.</param>
    /// <param name="values">One number a dimension: the value, the index of the choice, or NaN where the dimension is inactive. The array is kept.</param>
    internal ParameterSet(Space space, double[] values)
    {
        Space = space;
        this.values = values;
    }

    /// <summary>The space the values belong to.</summary>
    public Space Space { get; }

    /// <summary>The value of a numeric dimension or the index of a choice; NaN where the dimension is inactive.</summary>
    public double this[int dimension] => values[dimension];

    /// <summary>Whether the dimension has a value in this set.</summary>
    public bool IsActive(int dimension) => !double.IsNaN(values[dimension]);

    /// <summary>Whether the dimension of that path has a value in this set.</summary>
    /// <exception cref="KeyNotFoundException">The space has no such dimension.</exception>
    public bool IsActive(string path) => IsActive(Space.IndexOf(path));

    /// <summary>The value of a dimension of numbers, or a chosen number.</summary>
    /// <exception cref="KeyNotFoundException">The space has no such dimension.</exception>
    /// <exception cref="InvalidOperationException">It has no number in this set.</exception>
    public double Double(string path) => Space.Dimensions[Active(path)] is NumericDimension ? values[Space.IndexOf(path)]
        : Chosen(path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : throw IsNo(path, "number");

    /// <summary>The value of a dimension of numbers, or a chosen number, that is whole and fits.</summary>
    /// <inheritdoc cref="Double"/>
    public int Int(string path) => Double(path) is var number && number == (int)number ? (int)number : throw IsNo(path, "whole number");

    /// <summary>A chosen text.</summary>
    /// <inheritdoc cref="Double"/>
    public string Text(string path) => Chosen(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw IsNo(path, "text");

    /// <summary>A chosen truth value.</summary>
    /// <inheritdoc cref="Double"/>
    public bool Bool(string path) => Chosen(path) is { ValueKind: JsonValueKind.True or JsonValueKind.False } truth ? truth.GetBoolean() : throw IsNo(path, "truth value");

    /// <summary>The value of an active dimension as it is written into the trainer section.</summary>
    public JsonNode? ValueOf(int dimension) => Space.Dimensions[dimension] switch
    {
        ChoiceDimension choice => JsonSerializer.SerializeToNode(choice.Choices[(int)values[dimension]]),
        NumericDimension { Integer: true } => JsonValue.Create((long)values[dimension]),
        _ => JsonValue.Create(values[dimension]),
    };

    /// <summary>The active dimensions and their values, in the order of the space: <c>{"optimizer.learningRate": 0.01}</c>.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        for (int d = 0; d < values.Length; d++)
        {
            if (IsActive(d))
            {
                json[Space.Dimensions[d].Path] = ValueOf(d);
            }
        }

        return json;
    }

    /// <summary>What <see cref="ToJson"/> gives, as JSON text is read; in less time.</summary>
    public JsonElement ToElement()
    {
        var json = new Utf8JsonReader(ToUtf8().WrittenSpan);
        return JsonElement.ParseValue(ref json);
    }

    /// <summary>A copy of a trainer section with the values of this set in their places.</summary>
    public JsonObject ApplyTo(JsonObject trainer)
    {
        var copy = (JsonObject)trainer.DeepClone();
        for (int d = 0; d < values.Length; d++)
        {
            if (IsActive(d))
            {
                JsonPath.Set(copy, Space.Dimensions[d].Path, ValueOf(d));
            }
        }

        return copy;
    }

    /// <inheritdoc />
    public bool Equals(ParameterSet? other) =>
        other is not null && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (double value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override string ToString() => Encoding.UTF8.GetString(ToUtf8().WrittenSpan);

    /// <summary>The text of <see cref="ToJson"/>: hashes and journals hold one for every trial.</summary>
    private ArrayBufferWriter<byte> ToUtf8()
    {
        var text = new ArrayBufferWriter<byte>(InitialBytes);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        for (int d = 0; d < values.Length; d++)
        {
            if (IsActive(d))
            {
                json.WritePropertyName(Space.Dimensions[d].Path);
                if (ValueOf(d) is { } value)
                {
                    value.WriteTo(json);
                }
                else
                {
                    json.WriteNullValue();
                }
            }
        }

        json.WriteEndObject();
        json.Flush();
        return text;
    }

    private int Active(string path) => Space.IndexOf(path) is var d && IsActive(d) ? d : throw new InvalidOperationException($"{path} is not active in this parameter set; IsActive tells.");

    private JsonElement? Chosen(string path) => Active(path) is var d && Space.Dimensions[d] is ChoiceDimension choice ? choice.Choices[(int)values[d]] : null;

    private InvalidOperationException IsNo(string path, string kind) => new($"{path} is {ValueOf(Space.IndexOf(path))?.ToJsonString() ?? "null"}, which is no {kind}.");
}
