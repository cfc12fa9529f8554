using System.Text.Json.Nodes;
using HyperSearch.Search.StudyFiles;

namespace HyperSearch.Search.Tests.StudyFiles;

public sealed class StudySchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(StudySchema.Generate(SampleTrainer.Port))!;

    [Theory]
    [InlineData("/$schema", "\"https://json-schema.org/draft/2020-12/schema\"")]
    [InlineData("/required", """["name","space","trainer"]""")]
    [InlineData("/additionalProperties", "false")]
    [InlineData("/properties/name/pattern", "\"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$\"")]
    [InlineData("/properties/seed", """{"description":"The seed of every random draw of the study. Default: 1.","type":"integer","minimum":0,"maximum":9007199254740991,"default":1}""")]
    [InlineData("/properties/objective/properties/metric/enum", """["validation.accuracy","validation.loss","train.accuracy","train.loss","validation.speed"]""")]
    [InlineData("/properties/objective/properties/direction/enum", """["minimize","maximize",null]""")]
    [InlineData("/properties/objective/properties/at/default", "\"last\"")]
    [InlineData("/properties/search/properties/tuner/oneOf/2/properties/type", """{"const":"narrowing"}""")]
    [InlineData("/properties/search/properties/tuner/oneOf/2/required", """["type"]""")]
    [InlineData("/properties/search/properties/tuner/oneOf/2/additionalProperties", "false")]
    [InlineData("/properties/search/properties/tuner/default", """{"type":"auto"}""")]
    [InlineData("/properties/search/properties/confirm/type", """["object","null"]""")]
    [InlineData("/properties/trainer/required", """["data"]""")]
    [InlineData("/properties/trainer/properties/data/properties/samples", """{"type":["integer","null"],"minimum":2,"maximum":1000000}""")]
    [InlineData("/properties/trainer/properties/data/properties/validation", """{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1,"default":0.2}""")]
    [InlineData("/properties/trainer/properties/network/properties/hidden", """{"description":"Units of each hidden layer.","type":"array","items":{"type":"integer"},"maxItems":64,"default":[100]}""")]
    [InlineData("/properties/trainer/properties/network/properties/activation", """{"enum":["relu","leaky_relu","tanh"],"default":"relu"}""")]
    [InlineData("/properties/trainer/properties/schedule/oneOf/2", """{"type":"null"}""")]
    [InlineData("/properties/space/minProperties", "1")]
    [InlineData("/properties/space/properties/network.activation", """{"type":"object","properties":{"choices":{"type":"array","minItems":1,"uniqueItems":true,"items":{"$ref":"#/properties/trainer/properties/network/properties/activation"}},"ordered":{"$ref":"#/$defs/ordered"},"when":{"$ref":"#/$defs/when"}},"required":["choices"],"additionalProperties":false}""")]
    [InlineData("/properties/space/properties/optimizer.learningRate/oneOf/0/required", """["min","max"]""")]
    [InlineData("/properties/space/properties/optimizer.learningRate/oneOf/0/properties/min", """{"$ref":"#/properties/trainer/properties/optimizer/properties/learningRate","type":"number"}""")]
    [InlineData("/properties/space/properties/batchSize/oneOf/0/properties/integer", """{"const":true}""")]
    [InlineData("/properties/space/properties/schedule.factor/oneOf/0/properties/min/$ref", "\"#/properties/trainer/properties/schedule/oneOf/1/properties/factor\"")]
    [InlineData("/$defs/scale/enum", """["linear","log","reverse_log"]""")]
    public void The_schema_says_what_the_reader_checks(string pointer, string expected) => Assert.Equal(expected, At(pointer)?.ToJsonString());

    [Fact]
    public void Every_reference_of_the_schema_leads_somewhere()
    {
        List<string> references = [.. References(Schema)];
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.NotNull(At(r[1..])));
    }

    [Fact]
    public void The_items_of_a_list_are_keys_of_the_space_and_the_data_is_not()
    {
        Assert.Equal(["^network\\.hidden\\.(0|[1-9][0-9]*)$"], ((JsonObject)At("/properties/space/patternProperties")!).Select(p => p.Key));
        Assert.DoesNotContain((JsonObject)At("/properties/space/properties")!, p => p.Key.StartsWith("data", StringComparison.Ordinal));
    }

    [Fact]
    public void The_text_is_the_same_each_time_and_ends_with_a_line_feed()
    {
        string text = StudySchema.Generate(SampleTrainer.Port);
        Assert.Equal(text, StudySchema.Generate(SampleTrainer.Port));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    private static JsonNode? At(string pointer) =>
        pointer[1..].Split('/').Aggregate((JsonNode?)Schema, (node, key) => node is JsonArray items ? items[int.Parse(key, null)] : node?[key]);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => m.Key == "$ref" ? [m.Value!.GetValue<string>()] : References(m.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
