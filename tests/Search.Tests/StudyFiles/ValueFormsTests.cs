using System.Text.Json.Nodes;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tests.StudyFiles;

/// <summary>Values that have several forms: a struct with a constructor for each of them.</summary>
public sealed class ValueFormsTests
{
    [Theory]
    [InlineData("""{ "part": 0.25, "other": "file.csv" }""")]
    [InlineData("""{ "part": "a", "other": 1 }""")]
    [InlineData("""{ "part": "a" }""")]
    public void A_number_or_a_text_is_read_and_written_back_as_it_was(string text)
    {
        Parts parts = RecordReader.Read<Parts>(text, out IReadOnlyList<Fault> faults)!;
        Assert.Empty(faults);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), RecordWriter.Write(parts)));
    }

    [Theory]
    [InlineData("""{ "part": true }""", "part")]
    [InlineData("""{ "part": 1, "other": [2] }""", "other")]
    [InlineData("""{ "part": null }""", "part")]
    public void Anything_else_is_a_fault_with_its_place(string text, string place)
    {
        Assert.Null(RecordReader.Read<Parts>(text, out IReadOnlyList<Fault> faults));
        Fault fault = Assert.Single(faults);
        Assert.Equal(place, fault.Path);
        Assert.Contains("a number or a text is needed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_names_both_types()
    {
        JsonObject schema = SchemaWriter.Record(typeof(Parts));
        Assert.Equal("""["number","string"]""", schema["properties"]!["part"]!["type"]!.ToJsonString());
        Assert.Equal("""["number","string","null"]""", schema["properties"]!["other"]!["type"]!.ToJsonString());
    }

    public sealed record Parts
    {
        public required Share Part { get; init; }

        public Share? Other { get; init; }
    }

    public readonly record struct Share
    {
        public Share(double fraction) => Value = fraction;

        public Share(string path) => Value = path;

        public object? Value { get; }
    }
}
