using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class RecordReaderTests
{
    [Fact]
    public void Every_kind_of_member_is_read_and_written()
    {
        const string Text = """
            {"flag":true,"whole":1e3,"large":9007199254740993,"single":0.1,"word":"second_word","other":"2nd","maybe":7,"text":"x","words":["first","second_word"],"items":[{"n":1},{"n":2}],"lists":[[1],[]],"renamed":3}
            """;

        Sample? sample = RecordReader.Read<Sample>(Text, out IReadOnlyList<Fault> faults);

        Assert.Empty(faults);
        Assert.NotNull(sample);
        Assert.Equal((true, 1000, 9007199254740993L, 0.1f), (sample.Flag, sample.Whole, sample.Large, sample.Single));
        Assert.Equal((Words.SecondWord, Words.Third, 7, "x", 3), (sample.Word, sample.Other, sample.Maybe, sample.Text, sample.Named));
        Assert.Equal([Words.First, Words.SecondWord], sample.Words);
        Assert.Equal([1, 2], sample.Items.Select(i => i.N));
        Assert.Equal([[1], []], sample.Lists);
        Assert.Equal(Text.Trim().Replace("1e3", "1000", StringComparison.Ordinal), RecordWriter.Write(sample).ToJsonString());
    }

    [Fact]
    public void What_is_not_given_has_its_default_and_an_explicit_null_is_kept()
    {
        Assert.Equal("d", RecordReader.Read<Sample>("{}", out _)!.Text);
        Sample sample = RecordReader.Read<Sample>("{\"text\":null}", out _)!;
        Assert.Null(sample.Text);
        Assert.Contains("\"text\":null", RecordWriter.Write(sample).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("maybe", RecordWriter.Write(sample).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_read_makes_a_new_record()
    {
        Sample first = RecordReader.Read<Sample>("{\"whole\":1}", out _)!;
        Assert.Equal((1, 2), (first.Whole, RecordReader.Read<Sample>("{}", out _)!.Whole));
    }

    [Theory]
    [InlineData("{\"whole\":2147483648}", "whole", "2147483648 is too large for a whole number of this kind.")]
    [InlineData("{\"whole\":-1e18}", "whole", "-1e18 is too large for a whole number of this kind.")]
    [InlineData("{\"single\":1e39}", "single", "1e39 is too large for a number of this kind.")]
    [InlineData("{\"words\":[\"first\",\"third\"]}", "words.1", "\"third\" is not one of first, second_word, 2nd.")]
    [InlineData("{\"items\":[{\"n\":1},{\"n\":6}]}", "items.1.n", "6 is out of range; it must be at least 1 and at most 5.")]
    [InlineData("{\"items\":[{\"m\":1}]}", "items.0.m", "\"m\" is not a key here;")]
    [InlineData("{\"ranged\":[1,9]}", "ranged.1", "9 is out of range; it must be at least 1 and at most 5.")]
    [InlineData("{\"ranged\":[]}", "ranged", "[] has 0 items; it must have at least 1.")]
    [InlineData("{\"ranged\":[1,2,3,4]}", "ranged", "[1,2,3,4] has 4 items; it must have at most 3.")]
    [InlineData("{\"letters\":\"abc\"}", "letters", "\"abc\": only a and b.")]
    [InlineData("{\"lists\":[[1,\"x\"]]}", "lists.0.1", "\"x\" is a text; a whole number is needed.")]
    [InlineData("{\"flag\":1}", "flag", "1 is a number; true or false is needed.")]
    [InlineData("{\"items\":{}}", "items", "{} is an object; a list is needed.")]
    [InlineData("{\"whole\":3,\"large\":3}", "large", "The two differ.")]
    public void A_fault_of_a_JSON_object_has_a_path_and_no_line(string json, string path, string message)
    {
        Assert.Null(RecordReader.Read<Sample>((JsonObject)JsonNode.Parse(json)!, out IReadOnlyList<Fault> faults));

        Fault fault = faults[0];
        Assert.Equal((path, 0, null), (fault.Path, fault.Line, fault.Column));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{path}: ", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_length_of_a_list_is_told_beside_the_faults_of_its_items()
    {
        RecordReader.Read<Sample>("{\"ranged\":[1,2,3,9]}", out IReadOnlyList<Fault> faults);
        Assert.Equal(["ranged", "ranged.3"], faults.Select(f => f.Path).Order());
    }

    [Fact]
    public void A_fault_that_concerns_two_members_is_told_at_both()
    {
        RecordReader.Read<Sample>("{\n\"whole\":3,\n\"large\":3}", out IReadOnlyList<Fault> faults);
        Assert.Equal(["2 whole", "3 large"], faults.Select(f => $"{f.Line} {f.Path}").Order());
    }

    internal enum Words
    {
        First,
        SecondWord,
        [JsonStringEnumMemberName("2nd")]
        Third,
    }

    internal sealed record Item
    {
        [Range(1, 5)]
        public required int N { get; init; }
    }

    internal sealed record Sample : IValidatableObject
    {
        public bool Flag { get; init; }

        public int Whole { get; init; } = 2;

        public long Large { get; init; }

        public float Single { get; init; }

        public Words Word { get; init; }

        public Words Other { get; init; }

        public int? Maybe { get; init; }

        public string? Text { get; init; } = "d";

        public Words[] Words { get; init; } = [];

        public IReadOnlyList<Item> Items { get; init; } = [];

        public int[][] Lists { get; init; } = [];

        [JsonPropertyName("renamed")]
        public int Named { get; init; }

        [Range(1, 5)]
        [MinLength(1)]
        [MaxLength(3)]
        public int[]? Ranged { get; init; }

        [RegularExpression("^[ab]*$", ErrorMessage = "only a and b")]
        public string? Letters { get; init; }

        public int Computed => Whole * 2;

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Whole == Large)
            {
                yield return new ValidationResult("The two differ", [nameof(Large), nameof(Whole)]);
            }
        }
    }
}
